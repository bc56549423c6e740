/* A long form: the part that is being read is marked, the keyboard saves, and what is not saved is not left by accident. */
"use strict";

const longForm = document.querySelector("#content-main > form[method=post]");
const IGNORED = ["csrfmiddlewaretoken", "_sitting", "_opened", "_form"];

function stateOf(form) {
  const parts = [];
  for (const [name, value] of new FormData(form)) {
    if (!IGNORED.includes(name)) parts.push(`${name}=${value instanceof File ? value.name : value}`);
  }
  return parts.join("\n");
}

function warnOfUnsaved(form) {
  // what was refused is shown again and is not saved either
  let saved = document.querySelector(".errornote") ? null : stateOf(form);
  let leaves = false;
  form.addEventListener("submit", () => { leaves = true; });
  window.addEventListener("pageshow", () => { leaves = false; });
  // those that draw dates and choices fill in controls while the page starts: what they did is no change
  window.addEventListener("load", () => setTimeout(() => { if (saved !== null) saved = stateOf(form); }));
  window.addEventListener("beforeunload", (event) => {
    if (!leaves && stateOf(form) !== saved) event.preventDefault();
  });
}

function saveByKeyboard(form) {
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const button = form.querySelector(".submit-row [name=_continue]") || form.querySelector(".submit-row [type=submit]");
    if (!button) return;
    event.preventDefault();
    form.requestSubmit(button);
  });
}

function markPart(toc) {
  const links = [...toc.querySelectorAll("a")];
  const parts = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  const mark = () => {
    const line = window.innerHeight / 3;
    let current = 0;
    parts.forEach((part, place) => { if (part && part.getBoundingClientRect().top < line) current = place; });
    // Several short parts stand above the line at once, and at the end some below it: the one that was asked for, where its heading is
    // seen there, else the last.
    const atEnd = window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 2 && window.scrollY > 0;
    const asked = links.findIndex((link) => link.hash === window.location.hash);
    const top = parts[asked] ? parts[asked].getBoundingClientRect().top : -1;
    if (top >= 0 && top < (atEnd ? window.innerHeight : line)) current = asked;
    else if (atEnd) current = links.length - 1;
    links.forEach((link, place) => {
      if (place === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  };
  let waits = false;
  const markSoon = () => {
    if (waits) return;
    waits = true;
    requestAnimationFrame(() => { waits = false; mark(); });
  };
  document.addEventListener("scroll", markSoon, { passive: true });
  window.addEventListener("hashchange", markSoon);
  mark();
}

function countRows(toc) {
  const count = () => {
    for (const link of toc.querySelectorAll("a")) {
      const number = link.querySelector("span");
      const group = document.getElementById(link.hash.slice(1).replace(/-heading$/, "-group"));
      if (!number || !group || !group.matches(".js-inline-admin-formset")) continue;
      const rows = [...group.querySelectorAll(".inline-related[id], tr.form-row[id]")].filter((row) => /-\d+$/.test(row.id));
      number.textContent = rows.filter((row) => !row.querySelector("[name$=-DELETE]:checked")).length;
    }
  };
  for (const name of ["formset:added", "formset:removed", "change"]) document.addEventListener(name, () => setTimeout(count));
}

function leadToMistakes(lists) {
  // the control that people see stands beside a choice with suggestions
  lists.forEach((list) => list.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!target) return;
    openRowOf(target);
    const shown = target.matches(".select2-hidden-accessible") ? target.nextElementSibling.querySelector(".select2-selection") : target;
    if (!shown.matches("input, select, textarea, [tabindex]")) return;
    event.preventDefault();
    shown.closest(".form-row, .inline-related, tr").scrollIntoView({ block: "center" });
    shown.focus({ preventScroll: true });
  }));
}

if (longForm) {
  leadToMistakes(longForm.querySelectorAll(".mistakes, .errorlist.nonfield"));
  const toc = longForm.querySelector(".form-toc");
  if (longForm.querySelector(".submit-row [type=submit]")) {
    warnOfUnsaved(longForm);
    saveByKeyboard(longForm);
  }
  if (toc) {
    markPart(toc);
    countRows(toc);
  }
}
