// The command palette: Ctrl or Cmd and K, or the search link. A listbox that the input controls (WAI-ARIA combobox).

const dialog = document.getElementById("palette");
const input = dialog.querySelector("[role=combobox]");
const results = dialog.querySelector("[role=listbox]");
const count = dialog.querySelector("[data-count]");
const PAUSE = 120; // milliseconds of rest before it asks

let timer = 0;
let asked = new AbortController();

const options = () => [...results.querySelectorAll("[role=option]")];
const chosen = () => results.querySelector("[aria-selected=true]");

function choose(option) {
  chosen()?.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) input.setAttribute("aria-activedescendant", option.id);
  else input.removeAttribute("aria-activedescendant");
}

function step(by) {
  const all = options();
  if (all.length) choose(all[(all.indexOf(chosen()) + by + all.length) % all.length]);
}

async function ask() {
  asked.abort();
  asked = new AbortController();
  const url = new URL(dialog.dataset.url, location.href);
  url.searchParams.set("q", input.value);
  try {
    const answer = await fetch(url, { headers: { "HX-Request": "true" }, signal: asked.signal });
    if (answer.redirected) location.assign(answer.url); // signed out meanwhile
    else if (answer.ok) show(await answer.text());
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
}

function show(html) {
  results.innerHTML = html; // our own template, in which Django has escaped what people wrote
  input.setAttribute("aria-expanded", "true");
  count.textContent = String(options().length);
  choose(options()[0]);
}

function open() {
  if (dialog.open) return;
  dialog.showModal();
  input.value = "";
  ask();
}

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
    event.preventDefault();
    open();
  }
});

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-palette]") || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  open();
});

input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(ask, PAUSE);
});

input.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const act = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Enter: () => chosen()?.click(),
    Escape: () => dialog.close(),
  }[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

results.addEventListener("pointermove", (event) => {
  const option = event.target.closest("[role=option]");
  if (option && option !== chosen()) choose(option);
});

dialog.addEventListener("close", () => {
  clearTimeout(timer);
  asked.abort();
  results.replaceChildren();
  input.setAttribute("aria-expanded", "false");
  choose(null);
});

if (/Mac|iPhone|iPad/.test(navigator.platform)) {
  for (const key of document.querySelectorAll("[data-key]")) key.textContent = "⌘K";
}
