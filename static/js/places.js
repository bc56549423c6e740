// Makes each list of countries and regions a box to type in (the combobox pattern of ARIA 1.2). The select stays, hidden, and is what
// the form sends; without this file it is shown.
const COMPOSING = 229; // the key code of what belongs to an input method

function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

function make(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}

// How well a place is what was typed: 0 its code or whole name, 1 a name begins so, 2 a word of one does, 3 one holds it; more is not.
function rank(place, typed) {
  if (place.names.includes(typed)) return 0;
  if (place.names.some(name => name.startsWith(typed))) return 1;
  if (place.names.some(name => name.includes(` ${typed}`))) return 2;
  return typed.length > 1 && place.names.some(name => name.includes(typed)) ? 3 : 4;
}

function findAsTyped(select) {
  if (select.closest("details:not([open])") || select.multiple || select.dataset.places === "typed" || select.id.includes("__prefix__")) return;
  select.dataset.places = "typed";
  const places = [...select.options].map(option => ({
    option, label: option.text, names: [option.text, option.value, ...(option.dataset.names ?? "").split("|")].map(plain).filter(Boolean),
  }));
  const input = make("input", { type: "text", id: `${select.id}-typed`, className: "place-typed", autocomplete: "off", required: select.required });
  const list = make("ul", { id: `${select.id}-places`, role: "listbox", className: "place-list", hidden: true });
  const said = make("span", { className: "vh visually-hidden", role: "status" });
  const box = make("span", { className: "place-box" });
  let active = -1;

  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) {
    input.setAttribute(name, value);
  }
  for (const name of ["aria-describedby", "aria-invalid", "aria-errormessage"]) {
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  }
  for (const label of [...select.labels]) {
    label.htmlFor = input.id;
    list.setAttribute("aria-label", label.textContent.trim());
  }
  if (select.hasAttribute("aria-label")) input.setAttribute("aria-label", select.getAttribute("aria-label"));
  input.disabled = select.disabled;
  input.placeholder = select.querySelector("option[value='']")?.text ?? "";
  select.required = false; // a hidden control cannot be asked for: the box is
  select.hidden = true;
  select.after(box);
  box.append(input, list, said);

  function show(open) {
    mark(-1);
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) said.textContent = "";
  }

  function mark(number) {
    list.children[active]?.removeAttribute("aria-selected");
    active = number;
    const item = list.children[active];
    if (!item) return input.removeAttribute("aria-activedescendant");
    item.setAttribute("aria-selected", "true");
    item.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", item.id);
  }

  function found() {
    const typed = plain(input.value);
    const chosen = select.selectedOptions[0]?.value ? select.selectedOptions[0].text : "";
    if (!typed || input.value === chosen) return places.filter(place => place.option.value);
    return places.filter(place => place.option.value).map(place => [rank(place, typed), place]).filter(([how]) => how < 4)
      .sort(([one], [other]) => one - other).map(([, place]) => place);
  }

  function offer() {
    const offered = found();
    list.replaceChildren(...offered.map((place, number) => {
      const item = make("li", { id: `${list.id}-${number}`, role: "option", textContent: place.label });
      item.place = place;
      return item;
    }));
    show(offered.length > 0);
    said.textContent = offered.length ? String(offered.length) : select.dataset.none;
    input.setCustomValidity("");
  }

  function choose(place) {
    const before = select.value;
    select.value = place?.option.value ?? "";
    input.value = select.value ? place.label : "";
    input.setCustomValidity("");
    show(false);
    if (select.value !== before) select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // What was typed is taken where it can mean one place only; else it stays, and the form says so before it is sent.
  function settle() {
    if (!list.hidden && active >= 0) return choose(list.children[active].place);
    const typed = plain(input.value);
    if (!typed) return choose(places.find(place => !place.option.value));
    const matches = found(), exact = matches.filter(place => rank(place, typed) === 0);
    const own = select.selectedOptions[0];
    if (own?.value && own.text === input.value) return show(false);
    if (exact.length === 1 || matches.length === 1) return choose(exact[0] ?? matches[0]);
    show(false);
    select.value = "";
    input.setCustomValidity(matches.length ? select.dataset.choose : select.dataset.none);
  }

  input.value = select.value ? select.selectedOptions[0].text : "";
  input.addEventListener("input", event => { if (!event.isComposing) offer(); });
  input.addEventListener("compositionend", offer);
  input.addEventListener("click", offer);
  input.addEventListener("focus", () => input.select());
  input.addEventListener("blur", settle);
  input.addEventListener("keydown", event => {
    if (event.isComposing || event.keyCode === COMPOSING || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) return offer();
      const step = event.key === "ArrowDown" ? 1 : -1, options = list.children.length;
      mark((active + 1 + step + options + 1) % (options + 1) - 1);
    } else if (event.key === "Enter" && !list.hidden) {
      event.preventDefault();
      settle();
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      show(false);
    }
  });
  list.addEventListener("mousedown", event => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", event => {
    const item = event.target.closest("[role=option]");
    if (item) choose(item.place);
  });
  select.form?.addEventListener("reset", () => setTimeout(() => { input.value = select.value ? select.selectedOptions[0].text : ""; }));
}

function findAll(within) {
  within.querySelectorAll("select[data-places]").forEach(findAsTyped);
}

findAll(document);
// a row that the admin adds, and one that is opened
for (const name of ["formset:added", "row:opened"]) document.addEventListener(name, event => findAll(event.target));
