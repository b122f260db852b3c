// What the reader leaves out: scenarios everywhere at once, metrics of the large table. Nothing is computed
// anew; the baseline stays, since all is compared with it.

const FAR = 60;
const LISTS = { scenario: "s", metric: "m" };

// ids as the address holds them: a list in one word, since a name may have any character
const asList = (ids) => ids.map(encodeURIComponent).join(",");
const fromList = (word) => word ? word.split(",").map(decodeURIComponent) : [];

function everything(part, what) {
  if (what === "scenario") return part.scenarios.slice(1).map((s) => s.id);
  return $$(`[data-show=metric][data-part="${part.key}"]`).map((button) => button.dataset.id);
}

function shownOnes(part, what) {
  const word = chosen[slotOf(part, LISTS[what])];
  return word === undefined ? everything(part, what) : fromList(word);
}

// what is no scenario of the page, as the point of a sweep, is always shown
function isShown(part, id) {
  const place = part.scenarios.findIndex((s) => s.id === id);
  return place < 1 || shownOnes(part, "scenario").includes(id);
}

function choose(part, what, ids) {
  const all = everything(part, what), slot = slotOf(part, LISTS[what]), kept = all.filter((id) => ids.includes(id));
  if (kept.length === all.length) delete chosen[slot];
  else chosen[slot] = asList(kept);
  keepFocusShown(part);
}

// a scenario that is left out cannot be the one that is looked at
function keepFocusShown(part) {
  const slot = slotOf(part, "focus");
  if (!isShown(part, chosen[slot])) chosen[slot] = shownOnes(part, "scenario")[0] || part.scenarios[0].id;
}

// an address may ask for less; what it names wrongly is ignored
function readLists(part, asked) {
  for (const [what, name] of Object.entries(LISTS)) {
    const word = asked.get(slotOf(part, name));
    const known = word === null ? [] : readable(word).filter((id) => everything(part, what).includes(id));
    if (known.length || word === "") choose(part, what, known);
    else delete chosen[slotOf(part, name)];
  }
}

function readable(word) {
  try {
    return fromList(word);
  } catch {
    return [];
  }
}

function press(button) {
  const part = PART[button.dataset.part], what = button.dataset.show, now = shownOnes(part, what);
  if (button.dataset.all) choose(part, what, button.dataset.all === "yes" ? everything(part, what) : []);
  else choose(part, what, now.includes(button.dataset.id) ? now.filter((id) => id !== button.dataset.id) : [...now, button.dataset.id]);
}

// ---- what it looks like

function showChosen() {
  for (const part of PAGE.parts) {
    const of = (what) => $$(`[data-show=${what}][data-part="${part.key}"]:not([data-all])`);
    for (const what of Object.keys(LISTS)) {
      const shown = shownOnes(part, what);
      of(what).forEach((button) => button.setAttribute("aria-pressed", shown.includes(button.dataset.id)));
      $$(`[data-count=${what}][data-part="${part.key}"]`).forEach((place) => { place.textContent = counted(part, what); });
    }
    const rows = $$(`[data-part="${part.key}"] tr[data-metric]`), metrics = shownOnes(part, "metric");
    rows.forEach((row) => row.classList.toggle("off", !metrics.includes(row.dataset.metric)));
    new Set(rows.map((row) => row.parentElement)).forEach((body) => body.classList.toggle("off", !$("tr[data-metric]:not(.off)", body)));
    $$(`[data-part="${part.key}"] [data-s]`).forEach((each) => each.classList.toggle("off", !isShown(part, each.dataset.s)));
    sayLeftOut(part);
  }
}

function counted(part, what) {
  const all = everything(part, what).length, more = what === "scenario" ? 1 : 0;
  return `${shownOnes(part, what).length + more} / ${all + more}`;
}

// titles speak of the whole study, so the page says what it does not show, on paper too
function sayLeftOut(part) {
  const place = $(`[data-left-out][data-part="${part.key}"]`), gone = part.scenarios.filter((s) => !isShown(part, s.id));
  if (!place) return;
  place.hidden = !gone.length;
  fillBoth(place, Object.fromEntries(["zh", "en"].map((lang) => {
    const names = gone.map((s) => s.name[lang]).join({ zh: "；", en: "; " }[lang]);
    return [lang, part.left_out[lang].replace("{names}", () => names).replace("{among}", () => firstOfShown(part, lang))];
  })));
}

// where the scenario that the answer names is left out: which comes first among those that are shown
function firstOfShown(part, lang) {
  const among = part.among, gone = among ? Object.keys(among.named).filter((id) => !isShown(part, id)) : [];
  if (!gone.length) return "";
  const [first, second] = among.order.filter((id) => isShown(part, id));
  const said = first ? among.tied[first + " " + second] || among.one[first] : among.none;
  return [...gone.map((id) => among.named[id]), said].map((each) => (lang === "en" ? " " : "") + each[lang]).join("");
}

// On a phone the list of scenarios would cover what is read. What a press moves is no scroll of the reader's.
function closeOnScroll(list) {
  let from = null;
  const settle = () => {
    from = null;
    requestAnimationFrame(() => requestAnimationFrame(() => { from = scrollY; }));
  };
  for (const act of ["toggle", "click"]) list.addEventListener(act, settle);
  addEventListener("scroll", () => {
    if (from !== null && innerWidth <= PHONE && Math.abs(scrollY - from) > FAR) list.open = false;
  }, { passive: true });
}

// Escape closes the list in which the reader is, and goes back to its button
document.addEventListener("keydown", (event) => {
  const list = event.key === "Escape" && event.target.closest("details.names[open], details.pick[open]");
  if (!list) return;
  list.open = false;
  $("summary", list).focus();
});

// ---- rows of a picture close up where a scenario is left out: those above fall, and the picture shrinks

function closeRows(figure, part) {
  const { row_of: ids } = figure.panels;
  if (!ids) return;
  const gone = ids.map((id) => !isShown(part, id)), count = gone.filter(Boolean).length;
  const fallen = (y) => y - gone.slice(0, Math.max(0, Math.round(y))).filter(Boolean).length;
  const there = (y) => !gone[Math.round(y)];
  for (const trace of figure.data) {
    if (trace.mode !== "lines") keepPoints(trace, trace.y.map(there));
    trace.y = trace.y.map(fallen);
  }
  const { layout, panels } = figure;
  layout.annotations = (layout.annotations || []).filter((each) => each.yref !== "y" || there(each.y));
  layout.annotations.filter((each) => each.yref === "y").forEach((each) => { each.y = fallen(each.y); });
  layout.shapes = (layout.shapes || []).filter((each) => each.yref !== "y" || there((each.y0 + each.y1) / 2));
  layout.shapes.filter((each) => each.yref === "y").forEach((each) => { [each.y0, each.y1] = [fallen(each.y0), fallen(each.y1)]; });
  for (const [name, axis] of Object.entries(layout)) if (/^yaxis/.test(name)) {
    axis.ticktext = axis.ticktext.filter((_, i) => there(axis.tickvals[i]));
    axis.tickvals = axis.tickvals.filter(there).map(fallen);
    axis.range[1] -= count;
  }
  for (const size of ["wide", "narrow"]) panels[size] *= Math.max(1, ids.length - count) / ids.length;
}

// steps join what is there: a point of a scenario that is left out is passed by
function passBy(figure, part) {
  for (const trace of figure.data) {
    const { point_of: ids } = trace.meta || {};
    if (ids) keepPoints(trace, ids.map((id) => isShown(part, id)));
  }
}

function keepPoints(trace, kept) {
  for (const owner of [trace, trace.textfont || {}]) {
    for (const name of ["x", "y", "text", "hovertext", "color"]) {
      if (Array.isArray(owner[name])) owner[name] = owner[name].filter((_, i) => kept[i]);
    }
  }
}
