/** An input that takes files: they are put into the playground at once, and the form holds where they are. */
import * as api from "../api.js";
import { h } from "../dom.js";
import { model, notice } from "../store.js";
import { keep, valueOf } from "../surface.js";
import { atOf, naming } from "./elements.js";

/** Draw an input for files. */
export function fileInput(element, block, surface, labels) {
  const accept = (element.filetypes ?? []).map((kind) => `.${kind}`).join(",");
  const input = h("input", { type: "file", class: "file-input", accept, multiple: (element.max_files ?? 10) > 1, "data-at": atOf(block, element), ...naming(element, labels, "File") });
  const given = h("span", { class: "hint", "aria-live": "polite" }, names(valueOf(surface, block, element)));
  input.addEventListener("change", async () => {
    try {
      const files = await Promise.all([...input.files].map(async (file) => (await api.give(model.me, file.name, await file.text())).file));
      keep(surface, block, element, files);
      given.textContent = names(files);
    } catch (problem) {
      notice(problem instanceof api.Refused ? problem.message : "The file could not be put here.", "error");
    }
  });
  return h("div", { class: "single" }, input, given);
}

const names = (files) => files.map((file) => file.name).join(", ");
