// Pictures of a record enlarge in a dialog; without this file their links lead to the larger file.
const dialog = document.querySelector("#enlarged");
const links = dialog ? [...document.querySelectorAll("a.enlarge")] : [];
let at = 0;

function show(place) {
  at = (place + links.length) % links.length;
  const link = links[at];
  const small = link.closest("figure").querySelector("img");
  const large = new Image();
  large.alt = small.alt;
  large.lang = small.lang;
  large.src = link.href;
  dialog.querySelector("img")?.remove();
  dialog.querySelector("figure").prepend(large);
  const words = link.closest("figure").querySelector("figcaption");
  dialog.querySelector("figcaption").replaceChildren(...(words ? words.cloneNode(true).childNodes : []));
}

for (const [place, link] of links.entries()) {
  link.addEventListener("click", event => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return; // a new tab is what was asked for
    event.preventDefault();
    show(place);
    dialog.showModal();
  });
}

if (links.length) {
  for (const button of dialog.querySelectorAll("[data-step]")) {
    button.hidden = links.length < 2;
    button.addEventListener("click", () => show(at + Number(button.dataset.step)));
  }
  dialog.addEventListener("keydown", event => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step && links.length > 1) show(at + step);
  });
  dialog.addEventListener("click", event => {
    if (event.target === dialog) dialog.close(); // beside the picture
  });
  dialog.addEventListener("close", () => links[at].focus());
}
