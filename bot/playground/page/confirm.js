/** Confirm dialogs, as an element's `confirm` object asks for them. */
import { h, newId } from "./dom.js";
import { textNodes } from "./mrkdwn.js";

/** Ask; answers true when the person confirms. The focus goes back to where it was. */
export function confirmed(confirm) {
  if (!confirm) return Promise.resolve(true);
  return new Promise((resolve) => {
    const titleId = newId("t");
    const textId = newId("d");
    const yes = h("button", { type: "button", class: confirm.style === "danger" ? "btn danger" : "btn primary", value: "yes" }, textNodes(confirm.confirm));
    const no = h("button", { type: "button", class: "btn" }, textNodes(confirm.deny));
    const text = confirm.text && h("div", { class: "confirm-text rendered", id: textId, dir: "auto" }, textNodes(confirm.text));
    const head = h("h2", { id: titleId, dir: "auto" }, textNodes(confirm.title));
    const dialog = h("dialog", { class: "confirm", role: "alertdialog", "aria-labelledby": titleId, "aria-describedby": textId }, head, text, h("div", { class: "confirm-foot" }, no, yes));
    const done = (answer) => {
      dialog.close();
      dialog.remove();
      resolve(answer);
    };
    yes.addEventListener("click", () => done(true));
    no.addEventListener("click", () => done(false));
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      done(false);
    });
    dialog.addEventListener("keydown", (event) => event.stopPropagation());
    document.body.append(dialog);
    dialog.showModal();
    (confirm.style === "danger" ? no : yes).focus();
  });
}
