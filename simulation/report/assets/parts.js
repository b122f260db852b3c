"use strict";
// The three parts of the page: each folds; a link to a place inside opens it, and on paper all are open.

const partsOf = () => $$("details.part");
let folded = [];

function openAt(id) {
  const place = document.getElementById(id);
  if (!place) return;
  for (let each = place.closest("details"); each; each = each.parentElement.closest("details")) each.open = true;
  place.scrollIntoView();
  const first = place.matches("details") ? $("summary", place) : place;
  first.focus({ preventScroll: true });
}

// what stands in a part, as links below its name
function listSections() {
  for (const part of partsOf()) {
    const list = document.createElement("nav");
    list.className = "inside";
    for (const head of $$(".kick h2", part)) {
      const section = head.closest("section");
      if (!section.id) section.id = "s" + $$("section").indexOf(section);
      const link = document.createElement("a");
      link.href = "#" + section.id;
      link.dataset.goto = section.id;
      link.append(...[...head.childNodes].map((each) => each.cloneNode(true)));
      list.append(link);
    }
    list.setAttribute("aria-label", wordsOf($("summary h2", part)));
    $("summary", part).after(list);
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-goto]");
  if (!link) return;
  event.preventDefault();  // the address keeps the choices
  openAt(link.dataset.goto);
});
addEventListener("beforeprint", () => {
  folded = partsOf().filter((each) => !each.open);
  folded.forEach((each) => { each.open = true; });
});
addEventListener("afterprint", () => folded.forEach((each) => { each.open = false; }));
ready.then(() => {
  listSections();
  if (history.state) goOnReading(history.state);
});
