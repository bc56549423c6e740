/* Pictures on a record's form: the focal point by pointer or arrow keys, the order by buttons, one cover, and previews of chosen files. */
"use strict";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function button(label, text, onClick) {
  const made = document.createElement("button");
  made.type = "button";
  made.title = label;
  made.setAttribute("aria-label", label);
  made.textContent = text;
  made.addEventListener("click", onClick);
  return made;
}

/* The point that stays in view, on the picture itself; the two numbers beside it are what is sent. */
function focalPoint(row, label) {
  const view = row.querySelector(".picture-view");
  const fields = ["focus_x", "focus_y"].map((name) => row.querySelector(`input[name$="-${name}"]`));
  if (!view || fields.includes(null)) return;
  const mark = button("", "", (event) => event.stopPropagation());
  mark.className = "focus-mark";
  mark.removeAttribute("title");
  const show = () => {
    const [x, y] = fields.map((field) => Math.min(100, Math.max(0, Number(field.value) || 0)));
    mark.style.left = `${x}%`; // through the object model: the content security policy refuses attributes only
    mark.style.top = `${y}%`;
    mark.setAttribute("aria-label", label.replace("{x}", x).replace("{y}", y));
  };
  const set = (...point) => {
    fields.forEach((field, axis) => {
      field.value = Math.round(Math.min(100, Math.max(0, point[axis])));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
    show();
  };
  view.addEventListener("click", (event) => {
    const box = view.getBoundingClientRect();
    set((100 * (event.clientX - box.left)) / box.width, (100 * (event.clientY - box.top)) / box.height);
    mark.focus();
  });
  mark.addEventListener("keydown", (event) => {
    const step = ARROWS[event.key];
    if (!step) return;
    event.preventDefault();
    const by = event.shiftKey ? 10 : 1;
    set(...fields.map((field, axis) => Number(field.value) + by * step[axis]));
  });
  for (const field of fields) field.addEventListener("input", show);
  view.append(mark);
  view.classList.add("is-live");
  show();
}

/* Up and down; every row then carries the number of its place. */
function order(group, row) {
  if (!row.querySelector('input[name$="-position"]')) return;
  const rows = () => [...group.querySelectorAll(".picture-row")];
  const move = (by) => (event) => {
    const other = rows()[rows().indexOf(row) + by];
    if (!other) return;
    if (by < 0) other.before(row);
    else other.after(row);
    rows().forEach((each, place) => {
      const field = each.querySelector('input[name$="-position"]');
      if (field.value === String(place + 1)) return;
      field.value = place + 1;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
    event.currentTarget.focus();
  };
  const buttons = document.createElement("span");
  buttons.className = "picture-order";
  buttons.append(button(group.dataset.up, "↑", move(-1)), button(group.dataset.down, "↓", move(1)));
  row.querySelector(".row-side").prepend(buttons);
}

function oneCover(group) {
  const boxes = [...group.querySelectorAll('input[type="checkbox"][name$="-is_cover"]')];
  for (const box of boxes) {
    box.addEventListener("change", () => {
      if (box.checked) boxes.filter((other) => other !== box).forEach((other) => { other.checked = false; });
    });
  }
}

async function thumbnail(file) {
  const canvas = document.createElement("canvas");
  try {
    const picture = await createImageBitmap(file, { resizeWidth: 240, resizeQuality: "medium" });
    [canvas.width, canvas.height] = [picture.width, picture.height];
    canvas.getContext("2d").drawImage(picture, 0, 0);
  } catch { // a format that this browser does not draw: the name alone says what was chosen
    canvas.width = canvas.height = 1;
  }
  return canvas;
}

/* Files dropped on the panel join those that were chosen; each can be taken back. */
function chosenFiles(group) {
  const panel = group.querySelector(".picture-add");
  if (!panel) return;
  const input = panel.querySelector('input[type="file"]');
  const list = panel.querySelector(".picture-chosen");
  const choose = (files) => {
    const chosen = new DataTransfer();
    for (const file of files) chosen.items.add(file);
    input.files = chosen.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const show = async () => {
    const files = [...input.files];
    list.hidden = !files.length;
    list.replaceChildren();
    for (const file of files) {
      const item = document.createElement("li");
      const name = document.createElement("span");
      name.textContent = `${file.name} (${(file.size / 1048576).toFixed(1)} MB)`;
      const remove = button(`${group.dataset.remove}: ${file.name}`, "×", () => choose(files.filter((other) => other !== file)));
      item.append(name, remove);
      list.append(item);
      thumbnail(file).then((canvas) => item.prepend(canvas));
    }
  };
  input.addEventListener("change", show);
  for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
    panel.addEventListener(kind, (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      panel.classList.toggle("is-over", kind === "dragenter" || kind === "dragover");
      if (kind === "drop") choose([...input.files, ...event.dataTransfer.files]);
    });
  }
}

for (const group of document.querySelectorAll(".pictures-group")) {
  for (const row of group.querySelectorAll(".picture-row")) {
    focalPoint(row, group.dataset.focus);
    order(group, row);
  }
  oneCover(group);
  chosenFiles(group);
}
