// Shows the results of a filter as soon as it is ticked, each a step of the history. Without this file a button does it.
const place = () => location.pathname + location.search;
let asked = null;
let shown = place();

// What stands beside the list and repeats its address.
const BESIDE = ["a.lang", "form#shortlist [name=next]"];

async function show(address, isNew) {
  asked?.abort();
  asked = new AbortController();
  try {
    const response = await fetch(address, { signal: asked.signal });
    if (!response.ok) throw new Error(response.statusText);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const [old, listing] = [document, page].map(each => each.querySelector(".listing"));
    const ticked = document.activeElement;
    const narrow = listing.querySelector(".filters-narrow");
    if (narrow) narrow.open = old.querySelector(".filters-narrow")?.open ?? false;
    old.replaceWith(document.adoptNode(listing));
    for (const each of BESIDE) document.querySelector(each).replaceWith(document.adoptNode(page.querySelector(each)));
    document.title = page.title;
    if (isNew) history.pushState(null, "", address);
    shown = place();
    const same = [...listing.querySelectorAll("input")].filter(each => each.name === ticked?.name && each.value === ticked.value);
    same.find(each => each.checkVisibility())?.focus();
    document.querySelector("#said").textContent = listing.querySelector("#results")?.textContent ?? "";
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
  }
}

document.addEventListener("change", event => {
  const form = event.target.closest("form.filters");
  if (form) show(`${location.pathname}?${new URLSearchParams(new FormData(form))}`, true);
});

addEventListener("popstate", () => {
  if (place() !== shown) show(location.href, false);
  else asked?.abort(); // a link within the page is no other list, nor is the one that is shown
});
