// Menus are <details>: they open without script. This closes them again, and adds keys for links and buttons.

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("details.menu[open]");
  if (!menu) return;
  const items = [...menu.querySelectorAll(".menu-items :is(a, button)")];
  const here = items.indexOf(document.activeElement);
  if (event.key === "Escape") {
    menu.open = false;
    menu.querySelector("summary").focus();
  } else if (event.key === "ArrowDown") {
    items[(here + 1) % items.length]?.focus();
  } else if (event.key === "ArrowUp") {
    items[(here - 1 + items.length) % items.length]?.focus();
  } else {
    return;
  }
  event.preventDefault();
});

document.addEventListener("focusout", (event) => {
  const menu = event.target.closest?.("details.menu[open]");
  if (menu && event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
});

// data-shortcut="n": the key works while nothing is being written and no dialog is open.
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, select, textarea, [contenteditable], dialog")) return;
  for (const element of document.querySelectorAll("[data-shortcut]")) {
    if (element.dataset.shortcut === event.key) {
      event.preventDefault();
      element.click();
      return;
    }
  }
});
