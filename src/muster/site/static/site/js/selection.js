// Tables with checkboxes: all at once, a range with Shift, and how many.

const boxes = (form) => [...form.querySelectorAll("input[name=selected]")];
let last = null;

function tell(form) {
  const all = boxes(form);
  const some = all.filter((box) => box.checked).length;
  const head = form.querySelector("[data-select-all]");
  if (head) {
    head.checked = some > 0 && some === all.length;
    head.indeterminate = some > 0 && some < all.length;
  }
  for (const place of form.querySelectorAll("[data-selected-count]")) place.textContent = String(some);
}

document.addEventListener("click", (event) => {
  const form = event.target.closest("form.selection");
  if (!form) return;
  if (event.target.matches("[data-select-all]")) {
    for (const box of boxes(form)) box.checked = event.target.checked;
  } else if (event.target.matches("input[name=selected]")) {
    if (event.shiftKey && last?.form === form) {
      const all = boxes(form);
      const [from, to] = [all.indexOf(last), all.indexOf(event.target)].sort((a, b) => a - b);
      for (const box of all.slice(from, to + 1)) box.checked = event.target.checked;
    }
    last = event.target;
  } else {
    return;
  }
  tell(form);
});

function prepare() {
  for (const head of document.querySelectorAll("[data-select-all]")) head.hidden = false;
  document.querySelectorAll("form.selection").forEach(tell);
}

document.addEventListener("htmx:afterSettle", prepare);
addEventListener("pageshow", prepare);
