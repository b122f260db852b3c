// The page's choices: language, metric, focus. They never recompute a number; they show what was written.

let PAGE, PART;
const FONT = { zh: getComputedStyleOf("zh"), en: getComputedStyleOf("en") };
const PLOT = { displayModeBar: false, responsive: false, doubleClick: false, scrollZoom: false, showTips: false };
const NARROW = 600, PHONE = 820, PAPER = 787, GAP_Y = 58, STRIP = 28, SETTLED = 3000;
const $ = (query, root = document) => root.querySelector(query);
const $$ = (query, root = document) => [...root.querySelectorAll(query)];

const chosen = { lang: "zh" };
let printing = false;

function getComputedStyleOf(lang) {
  const root = document.documentElement, now = root.dataset.lang;
  root.dataset.lang = lang;
  const stack = getComputedStyle(root).getPropertyValue("--sans").trim();
  root.dataset.lang = now;
  return stack;
}

// ---- texts: an object with zh and en is a pair; the page shows one side

function say(thing) {
  if (Array.isArray(thing)) return thing.map(say);
  if (!thing || typeof thing !== "object") return thing;
  if ("zh" in thing && "en" in thing) return thing[chosen.lang];
  return Object.fromEntries(Object.entries(thing).map(([key, value]) => [key, say(value)]));
}

// ---- choices and the address

// the picture whose metrics the reader can choose among; a sweep may have nothing to compare
const byMetric = (part) => part.pictures.forest || part.pictures.sweep;
// choices that one picture alone has
const OF_ONE = { kind: "participation", view: "stages", year: "payers" };
const CHOICES = ["metric", ...Object.keys(OF_ONE)];
const chooses = (part, by) => by in OF_ONE ? part.pictures[OF_ONE[by]] : byMetric(part);

const slotOf = (part, by) => by + (PAGE.parts.indexOf(part) || "");
const choice = (part, picture) => {
  const wanted = chosen[slotOf(part, picture.by)];
  return wanted in picture.variants ? wanted : Object.keys(picture.variants)[0];
};

async function readData() {
  PAGE = JSON.parse(await unpacked("data"));
  PART = Object.fromEntries(PAGE.parts.map((part) => [part.key, part]));
}

function start() {
  chosen.lang = /^zh/i.test(navigator.language || "") ? "zh" : "en";
  for (const part of PAGE.parts) {
    chosen[slotOf(part, "focus")] = part.focus;
    for (const by of CHOICES) {
      const picture = chooses(part, by);
      if (picture) chosen[slotOf(part, by)] = Object.keys(picture.variants)[0];
    }
  }
}

function readAddress() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const inWords = [new URLSearchParams(location.search).get("lang"), ...["zh", "en"].filter((each) => asked.has(each)), asked.get("lang")];
  chosen.lang = inWords.filter((each) => each in FONT).at(-1) || chosen.lang;
  for (const part of PAGE.parts) {
    const focus = asked.get(slotOf(part, "focus")), week = asked.get(slotOf(part, "week"));
    if (part.scenarios.some((s) => s.id === focus)) chosen[slotOf(part, "focus")] = focus;
    readLists(part, asked);
    if (part.pictures.street && /^\d+$/.test(week || "")) chosen[slotOf(part, "week")] = week;
    for (const by of CHOICES) {
      const wanted = asked.get(slotOf(part, by)) || "", picture = chooses(part, by);
      if (picture && Object.hasOwn(picture.variants, wanted)) chosen[slotOf(part, by)] = wanted;
    }
    for (const end of ["from", "to"]) choosePeriod(part, end, asked.get(slotOf(part, end)));
  }
}

// a period holds for pictures of days alone; one that cannot be drawn is none
const periodOf = (part) => {
  const dated = Object.values(part.pictures).flatMap((p) => Object.values(p.figures)).find((f) => f.panels.period);
  return dated && dated.panels.period;
};

function choosePeriod(part, end, day) {
  const whole = periodOf(part), slot = slotOf(part, end);
  if (!whole) return;
  delete chosen[slot];
  const [from, to] = chosenPeriod(part, whole), fits = end === "from" ? day < to : day > from;
  if (/^\d{4}-\d\d-\d\d$/.test(day || "") && fits && day >= whole[0] && day <= whole[1]) chosen[slot] = day;
}

const chosenPeriod = (part, whole) => [chosen[slotOf(part, "from")] || whole[0], chosen[slotOf(part, "to")] || whole[1]];

function writeAddress() {
  history.replaceState(null, "", "#" + new URLSearchParams(chosen).toString());
}

// ---- words on the page

function showWords() {
  const root = document.documentElement;
  root.dataset.lang = chosen.lang;
  root.lang = chosen.lang === "zh" ? "zh-CN" : "en";
  document.title = [".brand", "h1"].map((each) => wordsOf($(each))).join(" · ");
  $$("[data-lang-to]").forEach((button) => button.setAttribute("aria-pressed", button.dataset.langTo === chosen.lang));
  showChosen();
  $$("select[data-choose]").forEach(fillSelect);
  $$("input[data-end]").forEach(showPeriod);
  $$(".m").forEach(showOneColumn);
  $$("[data-picture]").forEach(showPictureWords);
}

// a text that both languages share stands in no span
const wordsOf = (element) => ($("." + chosen.lang, element) || element).textContent;

function showOneColumn(table) {
  const cells = $$("[data-s]:not(.off)", table), focus = columnInFocus(PART[table.closest("[data-part]").dataset.part]);
  const shown = cells.some((cell) => cell.dataset.s === focus) || !cells.length ? focus : cells[0].dataset.s;
  $$("[data-s]", table).forEach((cell) => cell.classList.toggle("on", cell.dataset.s === shown));
}

// on a phone the large table has one column: the focus, or the first scenario when the baseline is in focus
function columnInFocus(part) {
  const focus = chosen[slotOf(part, "focus")];
  return focus === part.scenarios[0].id ? shownOnes(part, "scenario")[0] || focus : focus;
}

function fillSelect(select) {
  const part = PART[select.dataset.part], by = select.dataset.choose;
  const options = by === "focus" ? part.scenarios.filter((s) => isShown(part, s.id)).map((s) => [s.id, s.name])
    : Object.entries(chooses(part, by).variants).map(([id, v]) => [id, v.label]);
  select.replaceChildren(...options.map(([id, name]) => new Option(say(name), id)));
  select.value = chosen[slotOf(part, by)];
}

function showPeriod(input) {
  const part = PART[input.dataset.part], whole = periodOf(part);
  [input.min, input.max] = whole;
  input.value = chosenPeriod(part, whole)[input.dataset.end === "from" ? 0 : 1];
}

function showPictureWords(section) {
  const { part, picture, variant } = shownIn(section);
  fillBoth($("h3", section), variant.title);
  fillBoth($(".sub", section), variant.sub);
  fillBoth($(".foot > span", section), variant.note);
  const title = say(variant.title), alt = say(variant.alt);
  $(".plot", section).setAttribute("aria-label", alt.includes(title) ? alt : title + " " + alt);
  if ($("[data-key]", section)) showKey($("[data-key]", section), part, picture);
  if (picture.weeks) showWeek(section);
  showTable(section);
}

function showTable(section) {
  const place = $(".scroll", section);
  place.replaceChildren(...(place.hidden ? [] : [drawTable(tableOf(section, false), PART[section.dataset.part])]));
}

function fillBoth(element, pair) {
  element.replaceChildren(...["zh", "en"].map((lang) => {
    const span = document.createElement("span");
    span.className = lang;
    span.lang = lang === "zh" ? "zh-CN" : "en";
    span.textContent = pair[lang];
    return span;
  }));
}

// what each line or area is; of lines the baseline's and the one in focus, since nobody follows nine of them
function keyOf(part, picture) {
  const focus = chosen[slotOf(part, "focus")], there = part.scenarios.filter((s) => isShown(part, s.id));
  if (picture.key) return picture.key.filter((s) => !s.id || isShown(part, s.id));
  return there.filter((s, i) => i === 0 || s.id === focus);
}

function showKey(row, part, picture) {
  row.replaceChildren(...keyOf(part, picture).map((s) => {
    const item = document.createElement("span"), line = document.createElement("i");
    item.style.setProperty("--c", s.stroke || s.fill);
    if (s.fill) line.className = "box";
    if (s.frame) line.style.border = "2.5px solid " + s.frame;
    if (s.dash) line.style.borderTopStyle = s.dash;
    item.append(line, say(s.name));
    return item;
  }));
}

function shownIn(section) {
  const part = PART[section.dataset.part], picture = part.pictures[section.dataset.picture];
  return { part, picture, variant: picture.variants[choice(part, picture)] };
}

// ---- pictures

function draw(section) {
  const plot = $(".plot", section), width = printing ? PAPER : plot.clientWidth;
  if (!width) return;
  if (!window.Plotly) return void plotly().then(() => draw(section));
  if (printing || plot.dataset.drawn === "no") wipe(plot);
  plot.style.minHeight = "";
  try {
    const figure = laidOut(section, width);
    Plotly.react(plot, figure.data, figure.layout, PLOT);
    plot.dataset.drawn = "yes";
  } catch (fault) {
    sayUndrawn(plot, fault);
  }
}

// one picture that cannot be drawn keeps no other from it; a change of choices tries it again
function sayUndrawn(plot, fault) {
  console.error(fault);
  wipe(plot);
  const said = document.createElement("p");
  fillBoth(said, { zh: PAGE.undrawn.zh + fault.message, en: PAGE.undrawn.en + fault.message });
  plot.append(said);
  plot.setAttribute("role", "note");
  plot.dataset.drawn = "no";
}

function wipe(plot) {
  Plotly.purge(plot);
  plot.replaceChildren();
  plot.setAttribute("role", "img");
}

function laidOut(section, width) {
  const { part, picture, variant } = shownIn(section);
  const source = picture.figures[variant.figure], focus = chosen[slotOf(part, "focus")];
  const narrow = width < NARROW, figure = say(source);
  if (figure.map) paintWeek(figure, weekOf(part, picture), say(picture.weeks));
  figure.data = figure.data.filter((trace) => belongs(trace.meta || {}, narrow, focus, part));
  closeRows(figure, part);
  passBy(figure, part);
  const data = figure.data;
  data.sort((a, b) => depth(a, focus) - depth(b, focus));
  keepInFocus(figure, focus);
  const layout = arrange(figure.layout, figure.panels, width, narrow);
  if (figure.panels.period) zoom(data, layout, figure.panels, chosenPeriod(part, figure.panels.period), narrow);
  layout.font.family = layout.hoverlabel.font.family = FONT[chosen.lang];
  return { data, layout };
}

// bands of shocks, and the height of the strips of policies, are those of the scenario in focus
function keepInFocus(figure, focus) {
  const own = (each) => !each.name || each.name === "narrow" || each.name === focus;
  figure.layout.shapes = (figure.layout.shapes || []).filter(own);
  figure.layout.annotations = (figure.layout.annotations || []).filter(own);
  const rows = figure.panels.strips && (figure.panels.strips[focus] || 1), last = figure.panels.titles.length;
  if (rows) figure.layout["yaxis" + last].range = [-rows, 0];
  if (rows) figure.panels.last = STRIP * rows;
}

// the time axes show the chosen period; months mark a long one, days a short one
function zoom(data, layout, panels, [from, to], narrow) {
  const short = (Date.parse(to) - Date.parse(from)) / 864e5 < 100;
  panels.titles.forEach((_, i) => {
    const x = layout["xaxis" + (i ? i + 1 : "")];
    x.range = [from, to];
    if (short) Object.assign(x, { tickvals: null, ticktext: null, tickmode: "auto", nticks: narrow ? 4 : 8 });
  });
  const inside = (day) => day < from ? from : day > to ? to : day;
  data.filter((trace) => trace.mode === "text").forEach((trace) => { trace.x = trace.x.map(inside); });
  layout.shapes = layout.shapes.filter((each) => each.x1 >= from && each.x0 <= to);
  layout.annotations = layout.annotations.filter((each) => each.xref !== "x" || (each.until >= from && each.x <= to));
  layout.annotations.filter((each) => each.xref === "x").forEach((each) => { each.x = inside(each.x); });
}

function belongs(meta, narrow, focus, part) {
  if (meta.only && (meta.only === "narrow") !== narrow) return false;
  if (meta.scenario && !isShown(part, meta.scenario)) return false;
  if (meta.kind === "focus") return meta.scenario === focus;
  if (["label", "band", "line"].includes(meta.kind)) return meta.scenario === focus || meta.scenario === part.scenarios[0].id;
  return true;
}

const depth = (trace, focus) => {
  const meta = trace.meta || {};
  return meta.kind === "band" ? 0 : meta.kind === "label" ? 3 : meta.kind === "line" && meta.scenario === focus ? 2 : 1;
};

// Panels stand side by side on a desk and on paper, one below the other on a phone; heights are of one panel.
function arrange(layout, panels, width, narrow) {
  const columns = panels.overlap ? panels.titles.length : narrow ? 1 : Math.min(panels.columns, panels.titles.length);
  const heights = panelHeights(panels, columns, narrow);
  const gap = panels.gap_y || GAP_Y, inside = heights.reduce((sum, high) => sum + high + gap, -gap);
  layout.annotations = (layout.annotations || []).filter((note) => narrow || note.name !== "narrow");
  panels.titles.forEach((title, i) => {
    const [left, right] = across(panels, i, columns, narrow);
    const line = Math.floor(i / columns), high = heights[line];
    const top = 1 - heights.slice(0, line).reduce((sum, each) => sum + each + gap, 0) / inside;
    const x = layout["xaxis" + (i ? i + 1 : "")], y = layout["yaxis" + (i ? i + 1 : "")];
    x.domain = [left, right];
    if (y) y.domain = [Math.max(0, top - high / inside), top];
    if (y && narrow && panels.rows) y.range = [y.range[1] - panels.rows[i] - 0.2, y.range[1]];
    if (y && narrow && panels.names_above) y.showticklabels = false;
    if (y && !narrow && i % columns && (panels.names_once || panels.shared_y)) y.showticklabels = false;
    if (narrow && x.tickvals && x.type !== "log") thinTicks(x);
    if (title && !(narrow && panels.overlap && i)) layout.annotations.push(panelTitle(title, left, top, panels, layout, columns > 2 && (i + 1) % columns === 0));
  });
  if (narrow && panels.overlap) onlyOnAPhone(layout, panels);
  return Object.assign(layout, { width, height: Math.round(inside + layout.margin.t + layout.margin.b), autosize: false });
}

// one below the other, a panel with fewer rows is as much lower
function panelHeights(panels, columns, narrow) {
  const high = narrow ? panels.narrow : printing && panels.paper || panels.wide, lines = Math.ceil(panels.titles.length / columns);
  const most = Math.max(...(panels.rows || [1]));
  return Array.from({ length: lines }, (_, line) => panels.last && line === lines - 1 ? panels.last : narrow && panels.rows ? high * panels.rows[line] / most : high);
}

function across(panels, i, columns, narrow) {
  if (narrow) return [0, 1];
  if (panels.widths) {
    const left = panels.widths.slice(0, i).reduce((sum, w) => sum + w + panels.gap, 0);
    return [left, Math.min(1, left + panels.widths[i])];
  }
  const one = (1 - panels.gap * (columns - 1)) / columns, left = (i % columns) * (one + panels.gap);
  return [left, Math.min(1, left + one)];
}

function thinTicks(axis) {
  if (axis.tickvals.length <= 5) return;
  const zero = Math.max(0, axis.tickvals.indexOf(0)) % 2, keep = (_, i) => i % 2 === zero;
  axis.tickvals = axis.tickvals.filter(keep);
  axis.ticktext = axis.ticktext.filter(keep);
}

// a long title over the last of several panels would be cut, so it ends with the picture
function panelTitle(text, left, top, panels, layout, last) {
  const ends = last && widthOf(text) > 18;
  const better = panels.overlap && left === 0, zero = better && -layout.xaxis.range[0] / (layout.xaxis.range[1] - layout.xaxis.range[0]);
  const leans = layout.meta && layout.meta.better === "lower" ? "right" : "left";
  return {
    text: better ? text : `<b>${text}</b>`, showarrow: false, xref: better ? "x domain" : "paper", yref: "paper",
    x: better ? zero : ends ? 1 : left, y: top, xanchor: better ? leans : ends ? "right" : "left", yanchor: "bottom", yshift: 6,
    xshift: better ? (leans === "right" ? -6 : 6) : 0,
    font: { size: 12.5, color: better ? "#0A5078" : "#1B1F24" },
  };
}

// a Chinese character is as wide as two letters
const widthOf = (text) => [...text].reduce((sum, each) => sum + (each > "\u2e80" ? 2 : 1), 0);

// names and numbers of a row stand above its bar, so the bars get the whole width
function onlyOnAPhone(layout, panels) {
  layout.yaxis.showticklabels = false;
  layout.yaxis.range[1] += 0.35;
  if (panels.narrow_x) layout.xaxis.range = panels.narrow_x;
  layout.shapes = [];
}

// ---- the street week by week: counts of all weeks are bytes, week by week and grid by grid

const BEAT = 700;
const playing = new Map();
const weekOf = (part, picture) => Math.min(Math.max(Number(chosen[slotOf(part, "week")]) || 1, 1), picture.weeks.length);

function countsOf(map) {
  return map.counts.map((packed) => {
    const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
    return map.size === "u1" ? bytes : Uint16Array.from({ length: bytes.length / 2 }, (_, i) => bytes[2 * i] + 256 * bytes[2 * i + 1]);
  });
}

// one trace a class: its grids as squares, parted by gaps
function paintWeek(figure, week, weeks) {
  const map = figure.map, size = map.x.length;
  const shown = countsOf(map).map((all) => all.slice((week - 1) * size, week * size));
  for (const trace of figure.data) {
    const { kind, panel, level } = trace.meta || {};
    if (kind === "class") {
      const inside = [...map.x.keys()].filter((i) => map.breaks.filter((least) => least <= shown[panel][i]).length === level);
      trace.x = inside.flatMap((i) => [0, 1, 1, 0, 0].map((dx) => map.x[i] + dx).concat(null));
      trace.y = inside.flatMap((i) => [0, 0, 1, 1, 0].map((dy) => map.y[i] + dy).concat(null));
    }
    if (kind === "centres") trace.hovertext = [...map.x.keys()].map((i) => {
      const parts = { g: i + 1, c: map.community[i], t: shown[0][i], r: shown[1][i] };
      return map.hover.replace(/\{(\w)\}/g, (_, name) => parts[name]);
    });
  }
  figure.panels.titles = figure.panels.titles.map((title) => title + " · " + weeks[week - 1].label);
}

function showWeek(section) {
  const { part, picture } = shownIn(section), week = weekOf(part, picture), label = picture.weeks[week - 1].label;
  $("[data-week]", section).value = week;
  $("[data-week]", section).setAttribute("aria-valuetext", say(label));
  fillBoth($("output", section), label);
}

function moveTo(section, week) {
  chosen[slotOf(shownIn(section).part, "week")] = week;
  showWeek(section);
  showTable(section);
  draw(section);
}

function play(section) {
  const { part, picture } = shownIn(section), last = picture.weeks.length;
  if (weekOf(part, picture) === last) moveTo(section, 1);
  playing.set(section, setInterval(() => {
    moveTo(section, weekOf(part, picture) + 1);
    if (weekOf(part, picture) === last) pause(section);
  }, BEAT));
  sayPlaying(section);
}

// the button says what it will do
function sayPlaying(section) {
  const button = $("[data-act=play]", section), now = playing.has(section), [start, stop] = button.children;
  button.dataset.playing = now ? "yes" : "no";
  [start.hidden, stop.hidden] = [now, !now];
}

function pause(section) {
  if (!playing.has(section)) return;
  clearInterval(playing.get(section));
  playing.delete(section);
  sayPlaying(section);
  writeAddress();
}

const drawn = () => $$("[data-picture]").filter((section) => $(".plot", section).dataset.drawn);

// ---- tables and files

// a cell is a number or a text, or an object: what is shown, and the raw value unless the text is all there is
const shownText = (cell) => cell !== null && typeof cell === "object" ? say(cell.text) : cell ?? "";
const rawValue = (cell) => cell !== null && typeof cell === "object" ? ("raw" in cell ? cell.raw : say(cell.text)) : cell;

// of weeks a table shows the one chosen, a file holds all
function tableOf(section, all) {
  const { part, picture, variant } = shownIn(section), table = picture.tables[variant.table];
  if (!picture.weeks) return table;
  const map = picture.figures[variant.figure].map, counts = countsOf(map), size = map.x.length, week = weekOf(part, picture);
  const places = [...counts[0].keys()].filter((i) => all || Math.floor(i / size) === week - 1);
  const rows = places.map((i) => {
    const { first, label } = picture.weeks[Math.floor(i / size)];
    return [{ raw: first, text: label, label: true }, i % size + 1, map.community[i % size], counts[0][i], counts[1][i]];
  });
  return { columns: table.columns, rows };
}
// a long table is stored short: the first column once, then what is the same in the rows of a block, and lists
const rowsOf = (table) => table.rows || table.blocks.flatMap((block) =>
  table.index.map((first, i) => [first, ...block.same, ...block.lists.map((list) => list[i])]));

function drawTable(table, part) {
  const rows = rowsOf(table).filter((row) => table.columns.every((column, i) => column.id !== "scenario" || isShown(part, rawValue(row[i]))));
  const element = document.createElement("table");
  element.className = "data";
  const head = element.createTHead().insertRow();
  table.columns.forEach((column, i) => head.append(headCell(say(column.label), isText(rows[0], i))));
  const body = element.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    row.forEach((cell, i) => {
      const place = line.insertCell();
      place.textContent = shownText(cell);
      if (isText(row, i)) place.className = "t";
    });
  }
  return element;
}

const isText = (row, i) => row !== undefined && typeof rawValue(row[i]) === "string";

function headCell(text, left) {
  const cell = document.createElement("th");
  cell.scope = "col";
  if (left) cell.className = "t";
  cell.textContent = text;
  return cell;
}

// a spreadsheet must read a text as a text: one that begins like a formula gets an apostrophe
function csvCell(value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? "'" + value : String(value);
  return /[",\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
}

// headings in the language of the page, with units; numbers with all their digits, and words as they are shown,
// a name beside its id
function csv(table) {
  const rows = rowsOf(table), labelled = table.columns.map((_, i) => rows.some((row) => row[i] && row[i].label));
  const bracket = (text) => ({ zh: `（${text}）`, en: ` (${text})` }[chosen.lang]);
  const head = table.columns.flatMap((column, i) => {
    const label = say(column.label);
    return labelled[i] ? [label + bracket(say(PAGE.words.id)), label] : [label + (column.unit ? bracket(say(column.unit)) : "")];
  });
  const lines = rows.map((row) => row.flatMap((cell, i) => {
    const raw = rawValue(cell);
    return labelled[i] ? [raw, shownText(cell)] : [typeof raw === "string" ? shownText(cell) : raw];
  }));
  return csvText([head, ...lines]);
}

// with the mark by which a spreadsheet knows UTF-8
const csvText = (lines) => "\ufeff" + lines.map((line) => line.map(csvCell).join(",")).join("\r\n") + "\r\n";

function save(name, blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

const fileName = (section) => section.dataset.picture + "-" + chosen.lang;

const saveCsv = (section) => save(fileName(section) + ".csv", blobOf(csv(tableOf(section, true))));

const blobOf = (text) => new Blob([text], { type: "text/csv;charset=utf-8" });

function toggleTable(section, button) {
  const place = $(".scroll", section);
  place.hidden = !place.hidden;
  button.setAttribute("aria-expanded", String(!place.hidden));
  showTable(section);
}

// ---- the reader acts

let waiting, lastWidth = innerWidth;

function show() {
  showWords();
  drawn().forEach(draw);
}

function listen() {
  document.addEventListener("click", (event) => {
    const language = event.target.closest("[data-lang-to]"), toggle = event.target.closest("[data-show]"), button = event.target.closest("[data-act]");
    if (language) {
      chosen.lang = language.dataset.langTo;
      show();
      writeAddress();
    }
    if (toggle) {
      press(toggle);
      show();
      writeAddress();
    }
    if (event.target.closest("[data-skip]")) {
      event.preventDefault();
      $("#answer").focus();
      $("#answer").scrollIntoView();
    }
    if (!button) return;
    const section = button.closest("section"), act = button.dataset.act;
    if (act === "table") toggleTable(section, button);
    if (act === "play") playing.has(section) ? pause(section) : play(section);
  });

  document.addEventListener("input", (event) => {
    if (!event.target.matches("[data-week]")) return;
    const section = event.target.closest("section");
    pause(section);
    moveTo(section, Number(event.target.value));
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-week]")) writeAddress();
    const end = event.target.closest("input[data-end]");
    if (end) {
      choosePeriod(PART[end.dataset.part], end.dataset.end, end.value);
      show();
      writeAddress();
    }
    const select = event.target.closest("select[data-choose]");
    if (!select) return;
    chosen[slotOf(PART[select.dataset.part], select.dataset.choose)] = select.value;
    show();
    writeAddress();
  });

  addEventListener("hashchange", () => { readAddress(); show(); });
  addEventListener("beforeprint", () => { printing = true; $$("[data-picture]").filter((each) => !each.closest("details:not([open])")).forEach(draw); });
  addEventListener("afterprint", () => { printing = false; drawn().forEach(draw); });
  addEventListener("resize", () => {
    if (innerWidth === lastWidth) return;
    lastWidth = innerWidth;
    clearTimeout(waiting);
    waiting = setTimeout(() => drawn().forEach(draw), 120);
  });
}

function drawNear() {
  const near = new IntersectionObserver((seen) => seen.filter((each) => each.isIntersecting).forEach((each) => {
    near.unobserve(each.target);
    draw(each.target.closest("section"));
  }), { rootMargin: "700px" });
  $$(".plot").forEach((plot) => {
    keepRoom(plot);
    near.observe(plot);
  });
}

// a picture has its height before it is drawn, so that what stands below does not move away from a reader's pointer
function keepRoom(plot) {
  if (!plot.clientWidth) return;
  try {
    plot.style.minHeight = laidOut(plot.closest("section"), plot.clientWidth).layout.height + "px";
  } catch {
    plot.style.minHeight = "";  // drawing says what is wrong
  }
}

// who came from an older page of the same study goes on where they read, in the parts that they had opened, also
// while pictures above are drawn
function goOnReading({ section, top, open }) {
  const place = document.getElementById(section);
  history.replaceState(null, "");
  history.scrollRestoration = "auto";
  partsOf().forEach((each) => { each.open = open.includes(each.id); });
  if (!place) return;
  const keeping = new ResizeObserver(() => scrollTo(0, scrollY + place.getBoundingClientRect().top - top));
  keeping.observe(document.body);
  const stop = () => keeping.disconnect();
  for (const act of ["wheel", "keydown", "pointerdown"]) addEventListener(act, stop, { once: true });
  setTimeout(stop, SETTLED);
}

const ready = canUnpack() ? readData().then(() => {
  start();
  readAddress();
  if (innerWidth <= PHONE) $$(".bar details").forEach((each) => { each.open = false; });
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) $$("[data-act=play]").forEach((button) => { button.hidden = true; });
  showWords();
  listen();
  $$(".bar .names").forEach(closeOnScroll);
  keepBelowBar();
  drawNear();
  document.documentElement.dataset.ready = "yes";
  afterWords(plotly);
}) : new Promise(() => {});
