/* Names for what Django's own markup leaves without one, for those who hear a page. */
"use strict";

const text = (element) => (element ? element.textContent.trim().replace(/:$/, "") : "");

function labelOf(field) {
  const label = document.querySelector(`label[for="${field.id}"]`);
  const cell = field.closest("td");
  return label || !cell ? text(label) : text(cell.closest("table").tHead.rows[0].cells[cell.cellIndex]);
}

function nameParts(root) {
  for (const field of root.querySelectorAll(".tabular td :is(input:not([type=hidden]), select, textarea)")) {
    if (!field.labels || !field.labels.length) field.setAttribute("aria-label", labelOf(field));
  }
  for (const select of root.querySelectorAll("select.admin-autocomplete")) {
    const box = select.nextElementSibling;
    if (!box || !box.classList.contains("select2")) continue;
    const label = labelOf(select);
    for (const part of box.querySelectorAll(".select2-selection__rendered, .select2-search__field")) part.setAttribute("aria-label", label);
    box.querySelector(".select2-selection").setAttribute("aria-label", label);
  }
  for (const input of root.querySelectorAll(".datetime input")) {
    if (input.previousSibling) input.setAttribute("aria-label", text(input.previousSibling));
  }
  for (const cell of root.querySelectorAll(".inline-group thead th:empty")) {
    const name = document.createElement("span");
    name.className = "visually-hidden";
    name.textContent = text(cell.closest("fieldset").querySelector("h2"));
    cell.append(name);
  }
}

// Django draws its hints as empty elements with a label, which an element without a role may not have.
addEventListener("load", () => setTimeout(() => {
  for (const hint of document.querySelectorAll(".help-tooltip[aria-label]")) hint.setAttribute("role", "img");
}));

// The form says once which time is meant; Django would say beside every date, too, how far the reader's clock is from it.
if (window.DateTimeShortcuts) DateTimeShortcuts.addTimezoneWarning = () => {};

const start = () => nameParts(document);
if (window.django && django.jQuery) django.jQuery(start); // after those that draw the choices, which wait for the same
else start();
document.addEventListener("row:opened", (event) => nameParts(event.target));
document.addEventListener("formset:added", (event) => setTimeout(() => nameParts(event.target)));
