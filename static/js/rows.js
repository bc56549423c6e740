/* Rows of a form are shut to their lines, and open where one is touched. Loaded before the page is drawn, so that nothing jumps. */
"use strict";

const SHUTS = "shuts-rows";
const LATER = { "admin-autocomplete": "admin-autocomplete-later", vDateField: "vDateField-later" }; // what Django's scripts dress
const html = document.documentElement;
html.classList.add(SHUTS);

const rowOf = (element) => element.closest(".form-line");
const partsOf = (row) => row.querySelectorAll(".row-line [data-of]");

function said(row, name) {
  const control = row.querySelector(`[name="${CSS.escape(`${row.id}-${name}`)}"]`);
  if (!control) return "";
  if (control.matches("select")) return [...control.selectedOptions].filter((option) => option.value).map((option) => option.text).join(", ");
  return control.value.trim();
}

function sayPart(row, part) {
  const names = part.dataset.of.split(/[ |]/);
  if (part.dataset.of.includes("|") && html.lang.startsWith("zh")) names.reverse();
  const texts = names.map((name) => said(row, name)).filter(Boolean);
  const text = part.dataset.of.includes("|") ? texts[0] || "" : texts.join(" ");
  part.textContent = text && part.dataset.pattern.replace("{}", () => text);
  part.hidden = !text;
}

/* The line follows what is filled in. */
function follow(control) {
  const row = control.name && rowOf(control);
  if (!row) return;
  const name = control.name.slice(row.id.length + 1);
  for (const part of partsOf(row)) {
    if (part.dataset.of.split(/[ |]/).includes(name)) sayPart(row, part);
  }
}

function put(row, by) {
  for (const [own, later] of Object.entries(LATER)) {
    for (const control of row.querySelectorAll(`.${by ? later : own}`)) control.classList.replace(by ? later : own, by ? own : later);
  }
}

/* What Django's scripts draw beside a control is drawn when its row is opened first: two hundred rows would keep a browser busy. */
function dress(row) {
  if (!row.dataset.later) return;
  delete row.dataset.later;
  const dates = row.querySelectorAll(".vDateField-later");
  put(row, true);
  if (window.django && django.jQuery && django.jQuery.fn.djangoAdminSelect2) django.jQuery(row).find(".admin-autocomplete").djangoAdminSelect2();
  if (window.DateTimeShortcuts && document.readyState === "complete") for (const input of dates) DateTimeShortcuts.addCalendar(input);
  row.dispatchEvent(new CustomEvent("row:opened", { bubbles: true }));
}

/* Open the row in which `element` stands; true where it was shut. */
function openRowOf(element) {
  const row = rowOf(element), fold = row && row.querySelector("details");
  if (!fold || fold.open) return false;
  fold.open = true;
  dress(row);
  return true;
}

function openAddressed() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && openRowOf(target)) target.scrollIntoView({ block: "center" });
}

function offerAll(button) {
  const folds = () => [...button.parentElement.querySelectorAll(".form-line:not(.empty-form) > details")];
  const open = button.textContent;
  button.hidden = folds().length < 2;
  const isAnyShut = () => folds().some((fold) => !fold.open);
  const name = () => { button.textContent = isAnyShut() ? open : button.dataset.shut; };
  button.addEventListener("click", () => {
    const opens = isAnyShut();
    for (const fold of folds()) {
      if (opens) openRowOf(fold);
      else fold.open = false;
    }
    name();
  });
  button.parentElement.addEventListener("toggle", name, true);
  name();
}

function startRows() {
  for (const row of document.querySelectorAll(".form-line:not(.empty-form)")) {
    const fold = row.querySelector("details");
    if (fold.classList.contains("stays-open")) {
      partsOf(row).forEach((part) => { if (part.dataset.of && row.querySelector(".errorlist")) sayPart(row, part); });
    } else {
      fold.open = false;
      row.dataset.later = "yes";
      put(row, false);
    }
  }
  html.classList.remove(SHUTS);
  document.querySelectorAll(".rows-all").forEach(offerAll);
  openAddressed();
  window.addEventListener("hashchange", openAddressed);
  document.addEventListener("toggle", (event) => { if (event.target.open && rowOf(event.target)) dress(rowOf(event.target)); }, true);
  document.addEventListener("invalid", (event) => openRowOf(event.target), true);
  document.addEventListener("input", (event) => follow(event.target));
  // only then, for while the page starts Django says of every choice that it was changed
  window.addEventListener("load", () => setTimeout(() => {
    // a choice with suggestions tells jQuery alone that it was changed
    if (window.django && django.jQuery) django.jQuery(document).on("change", (event) => follow(event.target));
    else document.addEventListener("change", (event) => follow(event.target));
  }));
}

// before the scripts that wait for the whole page, which dress what they find
document.addEventListener("readystatechange", startRows, { once: true });
