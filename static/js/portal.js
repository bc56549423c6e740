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
