// Dialogs: data-dialog on a link opens its page in one, data-open="id" opens one of this page, data-close closes.

const shared = document.getElementById("dialog");
const MAIN = 0; // button of the mouse

function plain(event) {
  return event.button === MAIN && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
}

async function load(url) {
  const answer = await fetch(url, { headers: { "HX-Request": "true", "HX-Target": "dialog" } });
  if (!answer.ok || answer.redirected) {
    location.assign(url);
    return;
  }
  shared.innerHTML = await answer.text(); // our own template, in which Django has escaped what people wrote
  for (const form of shared.querySelectorAll("form:not([action])")) form.action = url;
  window.htmx?.process(shared);
  shared.showModal();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-dialog]");
  if (link && shared && plain(event)) {
    event.preventDefault();
    load(link.href);
    return;
  }
  const opener = event.target.closest("[data-open]");
  if (opener) {
    event.preventDefault();
    document.getElementById(opener.dataset.open)?.showModal();
    return;
  }
  const closer = event.target.closest("[data-close]");
  const dialog = closer?.closest("dialog") ?? (event.target.matches("dialog") ? event.target : null);
  if (dialog?.open && (closer || outside(dialog, event))) {
    event.preventDefault();
    dialog.close();
  }
});

// A click on the backdrop is a click on the dialog, beyond its box.
function outside(dialog, event) {
  const box = dialog.getBoundingClientRect();
  const across = event.clientX < box.left || event.clientX > box.right;
  return across || event.clientY < box.top || event.clientY > box.bottom;
}

shared?.addEventListener("close", () => shared.replaceChildren());
