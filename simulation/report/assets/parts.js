"use strict";
// The three parts of the page: each folds; a link to a place inside opens it. Paper has the first, and those that
// are open, so that a decision takes few sheets.

const partsOf = () => $$("details.part");
let folded = [];

function openAt(id) {
  const place = document.getElementById(id);
  if (!place) return;
  for (let each = place.closest("details"); each; each = each.parentElement.closest("details")) each.open = true;
  place.scrollIntoView();
  const first = place.matches("details") ? $("summary", place) : $(".kick h2", place) || place;
  if (!first.matches("summary, [tabindex]")) first.tabIndex = -1;  // else nothing takes the focus, and Tab goes on at the link
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

// a heading that is jumped to stands below the bar, which takes two lines on a phone
function keepBelowBar() {
  const bar = $(".bar"), measure = () => document.documentElement.style.setProperty("--bar", bar.offsetHeight + "px");
  new ResizeObserver(measure).observe(bar);
  measure();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-goto]");
  if (!link) return;
  event.preventDefault();  // the address keeps the choices
  openAt(link.dataset.goto);
});
addEventListener("beforeprint", () => {
  folded = partsOf().filter((each) => !each.open && each.id.endsWith("-decide"));
  folded.forEach((each) => { each.open = true; });
});
addEventListener("afterprint", () => folded.forEach((each) => { each.open = false; }));
ready.then(() => {
  listSections();
  if (history.state) goOnReading(history.state);
});
