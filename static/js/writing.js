/* Help while a record is written; the server says all of it again when the form is saved. */
"use strict";

const COMPOSING = 229; // the key code of what belongs to an input method: in Safari the Enter that ends a composition comes after it
const help = document.getElementById("writing");
const say = (key) => help.querySelector(`[data-text="${key}"]`).textContent;
const byId = (id) => document.getElementById(id);

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

async function ask(address, query) {
  const response = await fetch(`${address}?${new URLSearchParams(query)}`, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(response.status);
  return response.json();
}

/* ---- choices with suggestions ---- */
function chooseRow(select, row) {
  select.append(new Option(row.text, row.id, true, true));
  if (window.django && django.jQuery) django.jQuery(select).trigger("change");
  select.dispatchEvent(new Event("change", { bubbles: true }));
}

function choose(field, offer) {
  if (field.name.endsWith("measure")) return chooseRow(field, offer);
  field.value = offer.id;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

/* ---- a figure as it is written ---- */
function controlsOf(input) {
  const start = input.id.slice(0, -"as_written".length);
  return Object.fromEntries(["qualifier", "value", "currency", "measure"].map((name) => [name, byId(start + name)]));
}

function fillIn(input, status, read) {
  const fields = controlsOf(input);
  const wanted = { qualifier: read.qualifier, value: read.value, currency: read.currency, measure: read.measure ? read.measure.id : "" };
  const same = (name) => name === "value" ? Number(fields.value.value.replace(/,/g, "")) === Number(wanted.value) : fields[name].value === wanted[name];
  const offers = (question) => question.field === "measure" || question.offers.some((offer) => offer.id === fields[question.field].value);
  const differs = Object.keys(wanted).some((name) => wanted[name] && fields[name].value && !same(name));
  if (differs || read.asks.some((question) => fields[question.field].value && !offers(question))) {
    status.append(say("differs"));
    return;
  }
  for (const name of ["qualifier", "value", "currency"]) {
    if (wanted[name] && !fields[name].value) {
      fields[name].value = wanted[name];
      fields[name].dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
  if (read.measure && !fields.measure.value) chooseRow(fields.measure, read.measure);
  status.append(read.said);
  for (const question of read.asks) {
    const field = fields[question.field];
    if (field.value) continue;
    const asked = element("span", { className: "asked" }, ` ${question.text}`);
    for (const offer of question.offers) {
      const take = element("button", { type: "button", className: "take", textContent: offer.text });
      take.addEventListener("click", () => { choose(field, offer); asked.remove(); field.focus(); });
      asked.append(" ", take);
    }
    status.append(asked);
  }
  status.scrollIntoView({ block: "nearest" }); // above the buttons, by the scroll-padding of the page
  input.value = "";
}

function readFigures(root) {
  for (const input of root.querySelectorAll("input.as-written")) {
    if (input.id.includes("__prefix__") || input.dataset.reads) continue;
    input.dataset.reads = "yes";
    const button = element("button", { type: "button", className: "fill-in", textContent: say("fill") });
    const status = element("p", { className: "reading" });
    status.setAttribute("role", "status");
    const read = async () => {
      status.replaceChildren();
      if (!input.value.trim()) return;
      try {
        const answer = await ask(help.dataset.read, { text: input.value });
        if (answer.error) status.append(answer.error);
        else fillIn(input, status, answer);
      } catch {
        status.append(say("lost"));
      }
    };
    button.addEventListener("click", read);
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      if (event.keyCode !== COMPOSING) read();
    });
    input.after(button);
    input.closest(".form-row").append(status);
  }
}

/* ---- names: records of a like name, names on record, short forms ---- */
function take(name, field) {
  const button = element("button", { type: "button", className: "take", textContent: name, title: say("take") });
  button.addEventListener("click", () => field(name));
  return button;
}

function addAlternativeName(name) {
  const add = document.querySelector("#alternative_names-group .add-row a");
  if (!add) return;
  document.addEventListener("formset:added", (event) => {
    const field = event.target.querySelector("[name$=-name]");
    field.value = name;
    if (/[\u3400-\u9fff]/.test(name)) event.target.querySelector("[name$=-language]").value = "zh-Hans";
    field.focus();
  }, { once: true });
  add.click();
}

function takeChinese(name) {
  byId("id_name_zh").value = name;
  byId("id_name_zh").dispatchEvent(new Event("input", { bubbles: true }));
  byId("id_name_zh").focus();
}

function showNames(part, names, language, use) {
  part.hidden = !names.length;
  for (const old of part.querySelectorAll("[data-name], button")) old.remove();
  for (const name of names) part.append(Object.assign(take(name, use), { lang: language }), " ");
}

function suggest() {
  const box = byId("suggestions"), english = byId("id_name_en"), chinese = byId("id_name_zh");
  if (!box || !english || !chinese) return;
  const part = (name) => box.querySelector(`[data-part=${name}]`);
  let last = 0;
  const look = async () => {
    const turn = ++last;
    let found;
    try {
      found = await ask(help.dataset.suggest, { row: help.dataset.row, name_en: english.value, name_zh: chinese.value });
    } catch {
      return; // the save says it again
    }
    if (turn !== last) return;
    part("like").replaceChildren();
    if (found.like.length) {
      const links = found.like.map((each) => element("li", {}, element("a", { href: each.url, target: "_blank", rel: "noopener", textContent: each.name }), ` – ${each.why}`));
      part("like").append(element("p", { textContent: say("like") }), element("ul", {}, ...links));
    }
    showNames(part("chinese"), found.chinese, "zh-Hans", takeChinese);
    showNames(part("aliases"), byId("alternative_names-group") ? found.aliases : [], "", addAlternativeName);
  };
  let wait;
  const later = () => { clearTimeout(wait); wait = setTimeout(look, 600); };
  for (const field of [english, chinese]) {
    field.addEventListener("input", (event) => { if (!event.isComposing) later(); });
    field.addEventListener("compositionend", later);
  }
  if (english.value || chinese.value) look();
}

/* ---- the source of this sitting ---- */
function followSitting() {
  const select = byId("sitting");
  if (!select) return;
  select.addEventListener("change", async () => {
    const body = new FormData();
    body.append("_sitting", select.value);
    body.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    const response = await fetch(help.dataset.sitting, { method: "POST", body }).catch(() => null);
    if (!response || !response.ok) return; // it is sent with the form again
    const { only } = await response.json();
    help.dataset.passage = only ? only.id : "";
    help.dataset.passageLabel = only ? only.text : "";
  });
}

function fillPassage(row) {
  const passage = row.querySelector("[name^=statements-][name$=-passage]");
  if (passage && !passage.value && help.dataset.passage) chooseRow(passage, { id: help.dataset.passage, text: help.dataset.passageLabel });
}

/* ---- what is still missing ---- */
const rowsOf = (prefix) => [...document.querySelectorAll(`#${prefix}-group :is(.inline-related, tr.form-row)[id]`)]
  .filter((row) => /-\d+$/.test(row.id) && !row.querySelector("[name$=-DELETE]:checked"));
const filled = (row, name) => { const field = row.querySelector(`[name$="-${name}"]`); return Boolean(field && field.value.trim()); };

const MISSING = {
  statement: () => Number(!rowsOf("statements").some((row) => filled(row, "wording_en") || filled(row, "wording_zh"))),
  role: () => rowsOf("participations").filter((row) => filled(row, "organization") && !filled(row, "passage")).length,
  english: () => Number(!byId("id_name_en").value.trim()),
  chinese: () => Number(!byId("id_name_zh").value.trim()),
  unconfirmed: () => Number(Boolean(byId("id_name_zh").value.trim()) && !byId("id_name_zh_confirmed").checked),
  picture: () => Number(!rowsOf("pictures").length && !document.querySelector("#pictures-group input[type=file]")?.files.length),
  alt: () => rowsOf("pictures").filter((row) => !filled(row, "alt_en") || !filled(row, "alt_zh")).length,
};
const NEEDS = { statement: "#statements-group [name$=-wording_en]", role: "#participations-group [name$=-organization]", english: "#id_name_en", chinese: "#id_name_zh", unconfirmed: "#id_name_zh_confirmed", picture: "#pictures-group", alt: "#pictures-group" };

function followGaps() {
  const list = document.querySelector(".form-gaps");
  if (!list) return;
  const count = () => {
    for (const line of list.querySelectorAll("[data-gap]")) {
      const gap = line.dataset.gap;
      if (!document.querySelector(NEEDS[gap])) continue;
      const number = MISSING[gap]();
      line.hidden = !number;
      const words = number === 1 ? line.dataset.one : line.dataset.many.replace("{n}", number);
      if (number) line.firstElementChild.textContent = words.charAt(0).toUpperCase() + words.slice(1);
    }
    list.querySelector(".gaps-none").hidden = Boolean(list.querySelector("[data-gap]:not([hidden])"));
  };
  for (const name of ["input", "change", "formset:added", "formset:removed"]) document.addEventListener(name, () => setTimeout(count));
  if (window.django && django.jQuery) django.jQuery(document).on("select2:select select2:clear", () => setTimeout(count));
}

function startWriting() {
  readFigures(document);
  suggest();
  followSitting();
  followGaps();
  document.addEventListener("formset:added", (event) => setTimeout(() => { readFigures(event.target); fillPassage(event.target); }));
}

if (help) startWriting();
