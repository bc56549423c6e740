// Suggests records while somebody types into a search box (the combobox pattern of ARIA 1.2). Without this file the form searches.
const COMPOSING = 229; // the key code of what belongs to an input method: in Safari the Enter that ends a composition comes after it
const PAUSE = 120; // milliseconds without a key before the server is asked

function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

function named(tag, className, text, language) {
  return make(tag, { className, textContent: text, lang: language });
}

function combobox(form) {
  const input = form.querySelector("input[type=search]");
  const list = make("ul", { id: `${input.id}-options`, role: "listbox", ariaLabel: form.dataset.label });
  const note = make("p", { className: "suggest-note" });
  const panel = make("div", { className: "suggest", hidden: true }, note, list);
  const said = make("p", { className: "vh", role: "status" });
  let timer, request, active = -1;

  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) {
    input.setAttribute(name, value);
  }
  form.querySelector(".search-box").append(panel);
  form.append(said);

  function choose(number) {
    list.children[active]?.removeAttribute("aria-selected");
    active = number;
    const option = list.children[active];
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  }

  function show(open) {
    choose(-1);
    panel.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
  }

  function close() {
    clearTimeout(timer);
    request?.abort();
    said.textContent = "";
    show(false);
  }

  function go(option) {
    close();
    if (option.dataset.address) location.assign(option.dataset.address);
    else form.requestSubmit();
  }

  function option(number, className, ...children) {
    return make("li", { id: `${list.id}-${number}`, role: "option", className }, ...children);
  }

  function suggestion(found, number) {
    const item = option(number, found.pigment && `is-${found.pigment}`, named("span", "suggest-name", found.name, found.language));
    if (found.other) item.append(named("span", "suggest-other", found.other, found.other_language));
    if (found.alias) item.append(named("span", "suggest-other suggest-alias", found.alias, found.alias_language));
    const kind = make("span", { className: "kind", textContent: found.kind });
    if (found.place) kind.append(make("span", { textContent: found.place }));
    item.append(kind);
    item.dataset.address = found.address;
    return item;
  }

  async function ask() {
    request?.abort();
    const text = input.value.trim();
    if (!text) return close();
    const own = request = new AbortController();
    try {
      const response = await fetch(`${form.dataset.suggestions}?${new URLSearchParams({ q: text })}`, { signal: own.signal });
      if (!response.ok) throw new Error(response.statusText);
      const answer = await response.json();
      if (own.signal.aborted) return;
      const found = answer.suggestions;
      list.replaceChildren(...found.map(suggestion), option(found.length, "suggest-all", answer.all));
      note.textContent = answer.note;
      note.hidden = !answer.note;
      show(found.length > 0);
      said.textContent = `${answer.note} ${answer.said}`.trim();
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  }

  input.addEventListener("input", event => {
    if (!event.isComposing) later();
  });
  input.addEventListener("compositionend", later);

  input.addEventListener("keydown", event => {
    if (event.isComposing || event.keyCode === COMPOSING || event.ctrlKey || event.metaKey) return;
    const open = !panel.hidden, options = list.children.length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) return ask();
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose((active + 1 + step + options + 1) % (options + 1) - 1); // from the last back into the box, and round
    } else if (event.key === "Enter" && open && active >= 0) {
      event.preventDefault();
      go(list.children[active]);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      close();
    }
  });

  panel.addEventListener("mousedown", event => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", event => {
    const option = event.target.closest("[role=option]");
    if (option) go(option);
  });
  input.addEventListener("blur", close);
  form.addEventListener("submit", close);
  window.addEventListener("pageshow", close);
}

document.querySelectorAll("form.search").forEach(combobox);
