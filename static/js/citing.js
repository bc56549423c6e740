// Copies the sentence with which something is cited, and hands the page to the device's own way of sharing. Without this file the
// sentences can be selected.
const said = document.querySelector("#said");

// What is said again is read out again only where it was gone in between.
function tell(text) {
  said.textContent = "";
  setTimeout(() => { said.textContent = text; }, 100);
}

for (const button of document.querySelectorAll(".cite-copy")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const sentence = button.parentElement.querySelector("p");
    try {
      await navigator.clipboard.writeText(sentence.textContent);
    } catch {
      return getSelection().selectAllChildren(sentence);
    }
    button.classList.add("is-done");
    tell(button.dataset.done);
    setTimeout(() => button.classList.remove("is-done"), 3000);
  });
}

const share = document.querySelector("#share-page");
if (share && navigator.share) {
  share.hidden = false;
  share.addEventListener("click", () => {
    const url = document.querySelector("link[rel=canonical]")?.href ?? location.href;
    navigator.share({ title: document.querySelector("h1").textContent, url }).catch(() => {}); // closed without a choice
  });
}
