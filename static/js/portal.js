// Only what makes the pages smoother: every one of them works without.
// The menu lies over the page: Escape, or a press beside it, closes it as any menu does.
const menu = document.querySelector(".nav-narrow");
document.addEventListener("keydown", event => {
  if (event.key !== "Escape" || event.isComposing || event.keyCode === 229 || !menu.open) return; // 229: an input method's
  const within = menu.contains(document.activeElement);
  menu.open = false;
  if (within) menu.querySelector("summary").focus();
});
document.addEventListener("pointerdown", event => {
  if (!menu.contains(event.target)) menu.open = false;
});
// What is folded opens where it is linked to, and on paper. Chromium does the former by itself, other browsers do not.
const unfold = () => {
  let target = null;
  try {
    target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {} // an address that is no text
  const folds = [];
  for (let fold = target && target.closest("details:not([open])"); fold; fold = fold.parentElement.closest("details:not([open])")) folds.push(fold);
  folds.forEach(fold => { fold.open = true; });
  if (folds.length) target.scrollIntoView();
};
unfold();
addEventListener("hashchange", unfold);
document.addEventListener("click", event => {
  if (event.target.closest('a[href^="#"]')) setTimeout(unfold); // also where the address has that fragment already
});
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details.fold:not([open])")];
  opened.forEach(fold => { fold.open = true; });
});
addEventListener("afterprint", () => opened.forEach(fold => { fold.open = false; }));
