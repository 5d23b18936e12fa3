/** Draw a list of blocks, touching only those that changed. */
import { h, keyed } from "../dom.js";
import { actionsBlock, alertBlock, contextBlock, dividerBlock, headerBlock, imageBlock, sectionBlock } from "./layout.js";
import { chartBlock } from "./chart.js";
import { inputBlock } from "./input.js";
import { richTextBlock } from "./rich_text.js";
import { tableBlock } from "./table.js";

const DRAWINGS = {
  section: sectionBlock,
  header: headerBlock,
  context: contextBlock,
  actions: actionsBlock,
  divider: dividerBlock,
  image: imageBlock,
  input: inputBlock,
  rich_text: richTextBlock,
  alert: alertBlock,
  table: tableBlock,
  data_visualization: chartBlock,
};

/** Make `parent` show the surface's blocks. */
export function drawBlocks(parent, surface) {
  keyed(
    parent,
    surface.blocks.map((block) => ({
      key: `${block.block_id}/${block.type}`,
      sig: JSON.stringify(block),
      make: () => drawBlock(block, surface),
    })),
  );
}

function drawBlock(block, surface) {
  const draw = DRAWINGS[block.type];
  const node = draw ? draw(block, surface) : cannotDraw("block", block.type);
  node.dataset.block = block.block_id;
  return node;
}

/** Say loudly that something is shown wrongly rather than leave it out. */
export function cannotDraw(what, type) {
  return h("div", { class: "cannot-draw", role: "note" }, h("strong", {}, `The page cannot draw ${what} type “${type}”.`), " In Slack it may look fine; here it needs a drawing.");
}
