// The board by keys: j and k within a column, h and l between them, x chooses, m goes to the stages to move to.
// Enter opens a card, since its link has the focus.

const board = document.querySelector("[data-board]");
const cards = (column) => [...column.querySelectorAll(".board-card")];
const columns = () => [...board.querySelectorAll(".board-column")].filter((column) => cards(column).length);

function focus(card) {
  if (!card) return;
  card.querySelector("a").focus();
  card.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function along(card, by) {
  const all = cards(card.closest(".board-column"));
  focus(all[all.indexOf(card) + by]);
}

function across(card, by) {
  const all = columns();
  const here = card.closest(".board-column");
  const next = all[all.indexOf(here) + by];
  if (next) focus(cards(next)[Math.min(cards(here).indexOf(card), cards(next).length - 1)]);
}

function act(key) {
  const card = document.activeElement.closest(".board-card");
  if (key === "m") return document.getElementById("bulk-stage")?.focus();
  if (!card) return "jkhl".includes(key) ? focus(cards(columns()[0])[0]) : undefined;
  if (key === "x") return card.querySelector("[name=selected]")?.click();
  const forward = document.dir === "rtl" ? "h" : "l";
  return "jk".includes(key) ? along(card, key === "j" ? 1 : -1) : across(card, key === forward ? 1 : -1);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (!"jkhlxm".includes(event.key) || event.key.length !== 1) return;
  if (event.target.closest("input:not([type=checkbox]), select, textarea, dialog") || !columns().length) return;
  event.preventDefault();
  act(event.key);
});
