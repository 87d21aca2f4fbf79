// Forms with rows: a button that adds one more. Without script there is always an empty row at the end.

const focusable = "input:not([type=hidden]), select, textarea";

function add(form) {
  const total = form.querySelector(`[name="${form.dataset.rows}-TOTAL_FORMS"]`);
  const holder = document.createElement("div");
  holder.innerHTML = form.querySelector("template").innerHTML.replaceAll("__prefix__", total.value);
  const row = holder.firstElementChild;
  [...form.querySelectorAll("[data-row]")].at(-1).after(row);
  total.value = String(Number(total.value) + 1);
  row.querySelector(focusable).focus();
}

for (const form of document.querySelectorAll("form[data-rows]")) {
  form.querySelector("[data-add-row]")?.addEventListener("click", () => add(form));
}
