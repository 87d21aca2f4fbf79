// Proposals by keys: j and k go from one to the next, y confirms, e corrects, n drops the one at hand.

const proposals = [...document.querySelectorAll("[data-proposal]")];
let at = -1;

function go(to) {
  if (to < 0 || to >= proposals.length) return;
  for (const one of proposals) one.removeAttribute("aria-current");
  for (const one of document.querySelectorAll(".passage.current")) one.classList.remove("current");
  at = to;
  const chosen = proposals[at];
  chosen.setAttribute("aria-current", "true");
  chosen.setAttribute("tabindex", "-1");
  chosen.focus({ preventScroll: true });
  chosen.scrollIntoView({ block: "nearest" });
  const words = document.getElementById(chosen.dataset.words);
  words?.classList.add("current");
  words?.scrollIntoView({ block: "nearest" });
}

function act(key) {
  const control = proposals[at]?.querySelector(`[data-key="${key}"]`);
  if (!control) return;
  if (control instanceof HTMLFormElement) control.requestSubmit();
  else control.click();
}

function start() {
  const named = proposals.findIndex((one) => `#${one.id}` === location.hash && one.dataset.state === "open");
  go(named >= 0 ? named : proposals.findIndex((one) => one.dataset.state === "open"));
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, select, textarea, dialog")) return;
  if (event.key === "j") go(at + 1);
  else if (event.key === "k") go(at - 1);
  else if ("yen".includes(event.key)) act(event.key);
  else return;
  event.preventDefault();
});

start();
