// A review by keys: numbers rate the criterion at hand and go on to the next, letters choose the verdict.

const form = document.querySelector("form[data-review]");
const scales = form ? [...form.querySelectorAll("fieldset:has(.scale)")] : [];
const VERDICTS = { a: "advance", h: "hold", d: "decline" };

function current() {
  return scales.find((one) => one.contains(document.activeElement)) ?? scales.find((one) => !one.querySelector(":checked"));
}

function rate(number) {
  const scale = current();
  const choice = scale?.querySelector(`input[value="${number}"]`);
  if (!choice) return;
  choice.checked = true;
  const next = scales[scales.indexOf(scale) + 1] ?? form.querySelector("fieldset:has([name=verdict])");
  next?.querySelector("input")?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function decide(verdict) {
  const choice = form.querySelector(`[name=verdict][value=${verdict}]`);
  choice.checked = true;
  choice.focus();
}

document.addEventListener("keydown", (event) => {
  if (!form || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input:not([type=radio]), select, textarea, dialog")) return;
  if (/^[1-9]$/.test(event.key)) rate(event.key);
  else if (VERDICTS[event.key]) decide(VERDICTS[event.key]);
  else return;
  event.preventDefault();
});
