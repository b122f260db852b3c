// A table as a picture: its words, tints and rules where the page has them, as plain SVG that every program reads.

const EDGE = 14;

async function saveDrawnTable(button, format) {
  const { svg, width, height } = drawnTable(tableBeside(button), titleOf(button), noteOf(button), say(partOf(button).citation));
  const name = `${nameBeside(button)}.${format}`;
  if (format === "svg") return save(name, new Blob([svg], { type: "image/svg+xml" }));
  const image = new Image(), canvas = document.createElement("canvas");
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svg);
  await image.decode();
  [canvas.width, canvas.height] = [2 * width, 2 * height];
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  save(name, await new Promise((done) => canvas.toBlob(done, "image/png")));
}

function drawnTable(table, title, note, cited) {
  const from = table.getBoundingClientRect(), width = Math.round(Math.max(from.width, 560) + 2 * EDGE), letters = (width - 2 * EDGE) / 6.6;
  const above = wrapped(title, letters * 0.72), below = [...wrapped(note, letters), ...wrapped(cited, letters)].filter(Boolean);
  const top = EDGE + 24 * above.length + 6, height = Math.round(top + from.height + LINE * below.length + 2 * EDGE);
  const move = (box) => ({ x: box.left - from.left + EDGE, y: box.top - from.top + top, w: box.width, h: box.height });
  const cells = $$("th, td", table).filter((cell) => !isHidden(cell) && !isHidden(cell.parentElement));
  const family = safe(FONT[chosen.lang].replaceAll('"', "'"));
  const line = (text, y, size, weight, ink) => `<text x="${EDGE}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${ink}">${safe(text)}</text>`;
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${family}">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...above.map((text, i) => line(text, EDGE + 18 + 24 * i, 17, 700, "#1B1F24")),
    ...cells.map((cell) => drawnCell(cell, move)),
    ...below.map((text, i) => line(text, top + from.height + EDGE + LINE * (i + 1), 11, 400, "#666D76")),
    "</svg>",
  ].join("\n");
  return { svg, width, height };
}

function drawnCell(cell, move) {
  const look = getComputedStyle(cell), { x, y, w, h } = move(cell.getBoundingClientRect());
  const tint = look.backgroundImage === "none" ? look.backgroundColor : "#F3F1EB";
  const ground = /rgba\(.*, 0\)/.test(tint) ? "" : `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${tint}"/>`;
  const rule = parseFloat(look.borderBottomWidth) ? `<line x1="${x}" x2="${x + w}" y1="${y + h}" y2="${y + h}" stroke="${look.borderBottomColor}" stroke-width="${parseFloat(look.borderBottomWidth)}"/>` : "";
  return ground + rule + $$("svg", cell).map((mark) => drawnMark(mark, move)).join("") + drawnWords(cell, move);
}

// the marks of a cell are simple lines and points, on a scale of per cents
function drawnMark(mark, move) {
  const { x, y, w, h } = move(mark.getBoundingClientRect());
  if (!w) return "";
  return `<svg x="${x}" y="${y}" width="${w}" height="${h}" overflow="visible">${mark.innerHTML}</svg>`;
}

// each line of each piece of text where the browser has set it
function drawnWords(cell, move) {
  const walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), drawn = [];
  while (walk.nextNode()) {
    const node = walk.currentNode, holder = node.parentElement, look = getComputedStyle(holder), size = parseFloat(look.fontSize);
    if (!node.textContent.trim() || holder.closest("svg, button, select, .tip") || !holder.getClientRects().length) continue;
    for (const { text, box } of setLines(node)) {
      const { x, y, h } = move(box);
      drawn.push(`<text x="${x}" y="${y + h / 2 + size * 0.35}" font-size="${size}" font-weight="${look.fontWeight}" fill="${look.color}">${safe(text)}</text>`);
    }
  }
  return drawn.join("");
}

function setLines(node) {
  const range = document.createRange(), lines = [];
  for (let i = 0; i < node.length; i += 1) {
    range.setStart(node, i);
    range.setEnd(node, i + 1);
    const box = range.getClientRects()[0], last = lines.at(-1);
    if (!box || !box.width) continue;
    if (last && Math.abs(last.box.top - box.top) < 2) last.text += node.data[i];
    else lines.push({ text: node.data[i], box });
  }
  return lines.map((each) => ({ ...each, text: each.text.replace(/\s+/g, " ") }));
}
