// Puts a record on the shortlist, or takes it off, without leaving the page. Without this file a form does it.
const form = document.querySelector("form#shortlist");
const said = document.querySelector("#said");

function show(keys) {
  for (const button of document.querySelectorAll("button.take")) {
    const kept = keys.includes(button.value);
    button.name = kept ? "drop" : "take";
    button.querySelector(".take-text").textContent = kept ? button.dataset.remove : button.dataset.add;
  }
  for (const count of document.querySelectorAll(".kept-count")) count.textContent = keys.length;
}

// As without scripts: the page that comes says why it did not work, such as a full list.
function leave(button) {
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value }));
  form.submit();
}

// One after the other: each answer sets the cookie that the next request sends.
let before = Promise.resolve();

form.addEventListener("submit", event => {
  const button = event.submitter;
  if (!button || !button.classList.contains("take")) return;
  event.preventDefault();
  before = before.then(() => change(button));
});

async function change(button) {
  const added = button.name === "take";
  try {
    const body = new URLSearchParams([[button.name, button.value], ["next", form.elements.next.value]]);
    const response = await fetch(form.action, { method: "POST", headers: { Accept: "application/json" }, body });
    if (!response.ok) throw new Error(response.statusText);
    const { keys, check } = await response.json();
    if (check && !(await isKept(check))) return location.assign(check);
    show(keys);
    said.textContent = added ? said.dataset.added : said.dataset.removed;
  } catch {
    leave(button);
  }
}

// Whether the browser kept the cookie that it was just given: the page at that address says what to do where it did not.
async function isKept(address) {
  const response = await fetch(address, { headers: { Accept: "application/json" } });
  return response.ok && (await response.json()).keys.length > 0;
}

// The address of a shared list is copied by a button, or handed to the telephone's own way of sharing.
const share = document.querySelector("#share");
const copy = document.querySelector("#copy");
const hands = navigator.share && matchMedia("(pointer: coarse)").matches;
if (share && copy && (hands || navigator.clipboard)) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    if (hands) return navigator.share({ url: share.value }).catch(() => {});
    try {
      await navigator.clipboard.writeText(share.value);
      said.textContent = copy.dataset.done;
    } catch {
      share.select();
    }
  });
}
