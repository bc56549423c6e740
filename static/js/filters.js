// Shows the results of a filter as soon as it is ticked, each a step of the history; narrows long lists of choices while somebody types.
// Without this file a button does the one, and the browser's own find the other.
const place = () => location.pathname + location.search;
let asked = null;
let shown = place();

// What stands beside the list and repeats its address.
const BESIDE = ["a.lang", "form#shortlist [name=next]"];

async function show(address, isNew) {
  asked?.abort();
  const own = asked = new AbortController();
  const results = document.querySelector(".results");
  results?.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(address, { signal: own.signal });
    if (!response.ok) throw new Error(response.statusText);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const [old, listing] = [document, page].map(each => each.querySelector(".listing"));
    const focused = document.activeElement;
    for (const each of listing.querySelectorAll("details[id]")) each.open = old.querySelector(`[id="${each.id}"]`)?.open ?? false;
    old.replaceWith(document.adoptNode(listing));
    for (const each of BESIDE) document.querySelector(each).replaceWith(document.adoptNode(page.querySelector(each)));
    document.title = page.title;
    if (isNew) history.pushState(null, "", address);
    shown = place();
    focusAgain(listing, focused);
    document.querySelector("#said").textContent = listing.querySelector("#results")?.textContent ?? "";
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
  } finally {
    if (asked === own) results?.removeAttribute("aria-busy");
  }
}

function focusAgain(listing, focused) {
  if (!focused?.name) return;
  const same = [...listing.querySelectorAll("input, select")].filter(each => each.name === focused.name && (each.id ? each.id === focused.id : each.value === focused.value));
  same.find(each => each.checkVisibility())?.focus({ preventScroll: true });
}

// The address of what a form asks for, without what is empty or goes without saying.
function addressOf(form) {
  const asks = [...new FormData(form)].filter(([name, value]) => value && !(name === "sort" && value === "name"));
  const query = new URLSearchParams(asks).toString();
  return location.pathname + (query && `?${query}`);
}

document.addEventListener("change", event => {
  const form = event.target.form;
  if (event.target.name && form?.matches("form.filters")) show(addressOf(form), true);
});

// The words are sent, or the button under the filters is pressed: what it promises comes into view.
document.addEventListener("submit", async event => {
  const form = event.target;
  if (!form.matches("form.filters")) return;
  event.preventDefault();
  if (addressOf(form) !== shown) await show(addressOf(form), true);
  const box = document.querySelector(".filter-box");
  if (!box.open) return;
  box.open = false;
  const heading = document.querySelector("#results");
  heading.tabIndex = -1;
  heading.focus();
});

// Types to find: among the choices that are folded, those that hold what is typed.
const plain = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

document.addEventListener("input", event => {
  const box = event.target.closest(".find");
  if (!box) return;
  const wanted = plain(event.target.value.trim());
  const choices = [...box.parentElement.querySelectorAll(".choice")];
  for (const each of choices) each.hidden = !plain(each.firstChild.nextSibling.textContent).includes(wanted);
  box.nextElementSibling.textContent = choices.every(each => each.hidden) ? event.target.dataset.none : "";
});

document.addEventListener("keydown", event => {
  if (event.key === "Enter" && event.target.closest(".find")) event.preventDefault(); // it chooses nothing yet
});

addEventListener("popstate", () => {
  if (place() !== shown) show(location.href, false);
  else asked?.abort(); // a link within the page is no other list, nor is the one that is shown
});
