/** The table block. Its first row is the head, as Slack draws it. */
import { h } from "../dom.js";
import { plain } from "../mrkdwn.js";
import { richTextBlock } from "./rich_text.js";

/** Draw a table that scrolls sideways when it is wide. */
export function tableBlock(block) {
  const settings = block.column_settings ?? [];
  const row = (cells, tag) => h("tr", {}, cells.map((cell, index) => cellNode(cell, tag, settings[index] ?? {})));
  const [head, ...rest] = block.rows ?? [];
  const table = h("table", {}, head && h("thead", {}, row(head, "th")), h("tbody", {}, rest.map((cells) => row(cells, "td"))));
  return h("div", { class: "block table", tabindex: 0, role: "region", "aria-label": "Table" }, table);
}

function cellNode(cell, tag, settings) {
  const props = { scope: tag === "th" ? "col" : undefined, class: settings.is_wrapped ? "wrapped" : undefined, style: settings.align ? { "text-align": settings.align } : undefined, dir: "auto" };
  return h(tag, props, cell.type === "rich_text" ? [...richTextBlock(cell).childNodes] : plain(String(cell.text ?? cell.value ?? "")));
}
