// What a reader takes along from every table, picture and list of the page, in the language that is shown: a copy
// for a word processor, a file, and a citation. Nothing is listed here: what stands on the page gets its buttons.

const CELL = "border:1px solid #8B9097;padding:2pt 5pt;vertical-align:top;";
const otherLanguage = () => chosen.lang === "zh" ? "en" : "zh";

// ---- buttons

function addTools() {
  for (const section of $$("[data-picture]")) offerTools($(".tools", section), ["copy", "copy_picture"], ["cite"]);
  for (const table of $$("main table")) {
    if (table.closest(".scroll")) continue;
    const section = table.closest("section"), tools = section && !$("[data-picture]", section) && $(".tools", section);
    offerTools(tools || toolsAfter(table.closest(".wide") || table), ["copy"], ["csv", "png", "svg", "cite"]);
  }
  for (const section of $$("main section")) {
    if (!$(".tools, table", section) && $("h3, li, dd", section)) offerTools(toolsAfter(section.lastElementChild), ["copy"], ["cite"]);
  }
}

function toolsAfter(element) {
  const foot = document.createElement("div"), tools = document.createElement("span");
  foot.className = "foot on-screen";
  tools.className = "tools";
  foot.append(document.createElement("span"), tools);
  element.after(foot);
  return tools;
}

// those that the page has already stay where they are
function offerTools(tools, first, last) {
  const made = (acts) => acts.filter((act) => !$(`[data-act=${act}]`, tools)).map((act) => {
    const button = document.createElement("button"), words = PAGE.words[act];
    button.type = "button";
    button.dataset.act = act;
    if (words) fillBoth(button, words);
    else button.textContent = act.toUpperCase();
    return button;
  });
  tools.prepend(...made(first));
  tools.append(...made(last));
}

// ---- a table as it stands on the page: what is shown, in its language

function wordsIn(element) {
  const copy = element.cloneNode(true);
  $$(`.${otherLanguage()}, svg, .tip, .of, script, button, select, input, .tools`, copy).forEach((each) => each.remove());
  $$(".v, .r, .yrs, .yrs > span, small, b, br, em", copy).forEach((each) => each.after(" "));
  return copy.textContent.replace(/\s+/g, " ").trim();
}

const isHidden = (cell) => cell.isConnected && getComputedStyle(cell).display === "none";

function linesOf(table) {
  return [...table.rows].filter((row) => !isHidden(row)).map((row) =>
    [...row.cells].filter((cell) => !isHidden(cell)).map((cell) => ({ text: wordsIn(cell), head: cell.tagName === "TH" })));
}

// the table that stands beside a button; that of a picture is made of its numbers
function tableBeside(button) {
  const section = button.closest("section");
  if (section && section.dataset.picture) return drawTable(tableOf(section, false), PART[section.dataset.part]);
  const before = button.closest(".foot").previousElementSibling;
  return before && (before.matches("table") ? before : $("table", before)) || (section && $("table", section));
}

const partOf = (button) => {
  const near = button.closest("[data-part]");
  return near ? PART[near.dataset.part] : PAGE.parts[0];
};

function titleOf(button) {
  const section = button.closest("section"), head = section && ($("h3", section) || $("h2", section));
  return head ? wordsIn(head) : "";
}

const noteOf = (button) => wordsIn($("span", button.closest(".foot")));

// ---- to the clipboard

const htmlOf = (lines) => `<table style="border-collapse:collapse;font-size:10.5pt">${lines.map((cells) =>
  `<tr>${cells.map((cell, i) => cell.head ? `<th style="${CELL}text-align:left">${safe(cell.text)}</th>`
    : `<td style="${CELL}text-align:${i ? "right" : "left"}">${safe(cell.text)}</td>`).join("")}</tr>`).join("")}</table>`;

// a section without a table as paragraphs, of which each has what none inside it has
const PARAGRAPHS = "h3, p, li, dt, dd";
const paragraphs = (section) => $$(PARAGRAPHS, section).filter((each) => !isHidden(each) && !each.closest(".foot")).map(ownWords).filter(Boolean);

function ownWords(element) {
  const copy = element.cloneNode(true);
  $$(`${PARAGRAPHS}, summary, .see`, copy).forEach((each) => each.remove());
  return wordsIn(copy);
}

function richCopy(button) {
  const table = tableBeside(button), lines = table ? linesOf(table) : [], section = button.closest("section");
  const words = table ? [titleOf(button)] : [...($("h3", section) ? [] : [titleOf(button)]), ...paragraphs(section)], below = [noteOf(button), say(partOf(button).citation)].filter(Boolean);
  const [first, ...others] = words;
  const html = [`<p><b>${safe(first || "")}</b></p>`, ...others.map((each) => `<p>${safe(each)}</p>`), table ? htmlOf(lines) : "",
    ...below.map((each) => `<p style="font-size:9pt">${safe(each)}</p>`)].join("");
  const text = [...words, ...lines.map((cells) => cells.map((cell) => cell.text).join("\t")), ...below].join("\n");
  return { html, text };
}

async function toClipboard({ html, text }) {
  const blob = (type, content) => new Blob([content], { type });
  try {
    await navigator.clipboard.write([new ClipboardItem({ "text/html": blob("text/html", html), "text/plain": blob("text/plain", text) })]);
    return true;
  } catch {
    return copiedTheOldWay(html, text);
  }
}

// in pages from a network that is not secure there is no other
function copiedTheOldWay(html, text) {
  const put = (event) => {
    event.preventDefault();
    event.clipboardData.setData("text/html", html);
    event.clipboardData.setData("text/plain", text);
  };
  document.addEventListener("copy", put, { once: true });
  const done = document.execCommand("copy");
  document.removeEventListener("copy", put);
  return done;
}

async function copyPicture(section) {
  try {
    const png = imageOf(section, "png").then(blobFrom);
    await navigator.clipboard.write([new ClipboardItem({ "image/png": png })]);
    return true;
  } catch {
    return false;
  }
}

// a data address as a blob; the policy of the page lets nothing be fetched
function blobFrom(address) {
  const [head, body] = address.split(","), bytes = Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0));
  return new Blob([bytes], { type: head.slice(5, head.indexOf(";")) });
}

const citationOf = (button) => {
  const title = titleOf(button), cited = say(partOf(button).citation);
  return (title ? title + { zh: "。", en: ". " }[chosen.lang] : "") + cited;
};

// ---- to files

// numbers with all their digits where rows are metrics that the page compares; else what is shown
function csvBeside(button) {
  const table = tableBeside(button), rows = $$("tr[data-of]", table).filter((row) => !isHidden(row));
  const part = partOf(button), known = part.pictures.forest ? part.pictures.forest.tables : {};
  if (!rows.some((row) => row.dataset.of in known)) return csvText(linesOf(table).map((cells) => cells.map((cell) => plainCell(cell.text))));
  const { columns } = Object.values(known)[0];
  const told = rows.flatMap((row) => row.dataset.of in known ? known[row.dataset.of].rows : [alone(row, columns)]);
  return csv({ columns, rows: told.filter((row) => row[0] === null || isShown(part, rawValue(row[0]))) });
}

// a metric that nothing can be compared in: its name, and in words what stands in its row
function alone(row, columns) {
  const said = [...new Set([...row.cells].slice(1).map(wordsIn))].join("; ");
  const cells = { metric: { raw: row.dataset.of, text: wordsIn($("b", row)), label: true }, sentence: { text: said } };
  return columns.map((column) => cells[column.id] || null);
}

// what is a number and nothing else is one in the file, too
const plainCell = (text) => /^[+−]?[\d,]*\.?\d+$/.test(text) ? Number(text.replace("−", "-").replaceAll(",", "")) : text;

function nameBeside(button) {
  const section = button.closest("section"), id = section && (section.dataset.picture || section.id.replace(/^r0-/, ""));
  return `${id || "table"}-${chosen.lang}`;
}

async function take(button, act) {
  const section = button.closest("section"), picture = section && section.dataset.picture;
  if (act === "csv" && picture) saveCsv(section);
  else if (act === "csv") save(nameBeside(button) + ".csv", blobOf(csvBeside(button)));
  else if (["png", "svg"].includes(act) && picture) await saveImage(section, act);
  else if (["png", "svg"].includes(act)) await saveDrawnTable(button, act);
  else if (act === "copy") tell(button, await toClipboard(richCopy(button)));
  else if (act === "copy_picture") tell(button, await copyPicture(section));
  else if (act === "cite") tell(button, await toClipboard({ html: `<p>${safe(citationOf(button))}</p>`, text: citationOf(button) }));
}

// said beside the button, and aloud
function tell(button, done) {
  const said = $(".told", button.parentElement) || document.createElement("span");
  said.className = "told";
  said.setAttribute("role", "status");
  fillBoth(said, PAGE.words[done ? "done" : "not_done"]);
  button.parentElement.append(said);
  setTimeout(() => said.remove(), 4000);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest(".tools [data-act]");
  if (button && button.dataset.act !== "table") take(button, button.dataset.act);
});
ready.then(addTools);
