// Messages: each gets a button that dismisses it, and leaves by itself unless it tells of a failure.

const region = document.getElementById("toasts");
const STAY = 7000; // milliseconds
const LEAVE = 200;

function dismiss(toast) {
  toast.classList.add("leaving");
  setTimeout(() => toast.remove(), LEAVE);
}

function prepare(toast) {
  if (toast.dataset.ready) return;
  toast.dataset.ready = "true";
  const button = document.createElement("button");
  button.className = "button quiet small icon-only";
  button.setAttribute("aria-label", region.dataset.close);
  button.textContent = "×";
  button.addEventListener("click", () => dismiss(toast));
  toast.append(button);
  if (["bad", "warn"].includes(toast.dataset.tone)) return;
  let timer = setTimeout(dismiss, STAY, toast);
  toast.addEventListener("pointerenter", () => clearTimeout(timer));
  toast.addEventListener("focusin", () => clearTimeout(timer));
  toast.addEventListener("pointerleave", () => {
    timer = setTimeout(dismiss, STAY, toast);
  });
}

function tell(sentence) {
  const toast = document.createElement("div");
  const text = document.createElement("p");
  toast.className = "toast";
  toast.dataset.tone = "bad";
  text.textContent = sentence;
  toast.append(text);
  region.append(toast);
}

if (region) {
  new MutationObserver(() => region.querySelectorAll(".toast").forEach(prepare)).observe(region, { childList: true });
  region.querySelectorAll(".toast").forEach(prepare);

  // An answer to htmx that says what went wrong is a whole page; its sentence is what people need.
  document.addEventListener("htmx:responseError", (event) => {
    const page = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
    tell(page.querySelector("[data-sentence]")?.textContent ?? region.dataset.failure);
  });
  document.addEventListener("htmx:sendError", () => tell(region.dataset.failure));

  // The dialog for a passkey was closed, or the device has no key that fits.
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault(); // it would be written to the console alone
    tell(region.dataset.keyFailure);
  });
}
