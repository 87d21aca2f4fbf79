// A scorecard says "not saved" from the first key until the server has answered for what is on the page.

const form = document.querySelector("form[data-scorecard]");
const state = document.querySelector("#save-state");
let edits = 0;
let sent = 0;

function unsaved() {
  if (state) state.textContent = state.dataset.unsaved;
}

function edited() {
  edits += 1;
  unsaved();
}

form?.addEventListener("input", edited);

// Each save has a number above the one before, so that one that arrives late changes nothing.
form?.addEventListener("htmx:configRequest", (event) => {
  if (event.target !== form) return;
  form.elements.sequence.value = Number(form.elements.sequence.value) + 1;
  event.detail.parameters.sequence = form.elements.sequence.value;
  sent = edits;
});

form?.addEventListener("htmx:afterRequest", (event) => {
  if (!event.detail.successful) unsaved();
});

// The site would say to load the page again, which would lose what is on it; the next key tries again.
form?.addEventListener("htmx:sendError", (event) => event.stopPropagation());

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target === state && sent !== edits) unsaved(); // written on since it was sent
});

form?.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !/^[1-9]$/.test(event.key)) return;
  const scale = event.target.closest("input[type=radio]")?.closest("fieldset:has(.scale)");
  const choice = scale?.querySelector(`input[value="${event.key}"]`);
  if (!choice) return;
  event.preventDefault();
  choice.checked = true;
  choice.dispatchEvent(new Event("input", { bubbles: true }));
  const scales = [...form.querySelectorAll("fieldset:has(.scale)")];
  (scales[scales.indexOf(scale) + 1] ?? scale).querySelector("input")?.focus();
});
