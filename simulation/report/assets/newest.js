// Only in the page of a study that still runs: notices a newer page, and offers it. A page that was opened as a
// file may read no other, so it asks for a small picture beside it, as wide as there are pairs in the newest
// page. The picture goes when the study ends; one that was never there says nothing, as the page may be a copy.

const ASK_EVERY = 5000, MISSES = 2;

function watchForNewest(soFar) {
  let there = false, misses = 0;
  const asking = setInterval(ask, ASK_EVERY);
  function ask() {
    const stamp = new Image();
    stamp.onload = () => {
      [there, misses] = [true, 0];
      if (stamp.naturalWidth > soFar.pairs) offer(soFar, soFar.grown, stamp.naturalWidth);
    };
    stamp.onerror = () => {
      misses += 1;
      if (misses < MISSES) return;
      clearInterval(asking);
      if (there) offer(soFar, soFar.ended, 0);
    };
    stamp.src = `${soFar.stamp}?${Date.now()}`;
  }
  ask();
}

// said anew only where it says something else, since it is read aloud
function offer(soFar, words, pairs) {
  const place = $("[data-newest]"), said = document.createElement("span"), button = document.createElement("button");
  const filled = Object.fromEntries(["zh", "en"].map((lang) => [lang, words[lang].replace("{n}", pairs)]));
  if (place.dataset.newest === filled.en) return;
  place.dataset.newest = filled.en;
  fillBoth(said, filled);
  fillBoth(button, soFar.show);
  button.type = "button";
  button.addEventListener("click", showNewest);
  place.replaceChildren(said, button);
}

// the address keeps what was chosen; what is open, and which section is in sight, is kept for the page that comes
function showNewest() {
  const topOf = (section) => section.getBoundingClientRect().top;
  const seen = (section) => section.getClientRects().length && topOf(section) < innerHeight / 2;
  const inSight = $$("section[id]").findLast(seen), open = partsOf().filter((each) => each.open).map((each) => each.id);
  if (inSight && scrollY) {
    history.replaceState({ section: inSight.id, top: topOf(inSight), open }, "");
    history.scrollRestoration = "manual";
  }
  location.reload();
}

ready.then(() => watchForNewest(PAGE.so_far));
