// A picture as a file stands alone: it takes along its finding, how to read it, the key, the note and its source.

const STILL = 1100, LINE = 17, BELOW = 15;
const FITS = { title: 112, words: 170, note: 185 };  // letters in a line; a Chinese character is as wide as two

async function still(section, format, use) {
  await plotly();
  const figure = laidOut(section, STILL), away = document.createElement("div");
  away.style.cssText = "position:absolute;left:-9999px;top:0";
  document.body.append(away);
  frame(figure.layout, section);
  await Plotly.newPlot(away, figure.data, figure.layout, PLOT);
  const size = { format, scale: 2, width: STILL, height: figure.layout.height };
  const done = await use(away, size);
  Plotly.purge(away);
  away.remove();
  return done;
}

const saveImage = (section, format) => still(section, format, (plot, size) => Plotly.downloadImage(plot, { ...size, filename: fileName(section) }));
const imageOf = (section, format) => still(section, format, (plot, size) => Plotly.toImage(plot, size));

function frame(layout, section) {
  const { part, picture, variant } = shownIn(section);
  const title = wrapped(say(variant.title), FITS.title), key = $("[data-key]", section) ? keyInWords(keyOf(part, picture)) : [];
  const words = [...wrapped(say(variant.sub), FITS.words).map(safe), ...key];
  const below = [...wrapped(say(variant.note), FITS.note), say(part.source)].map(safe);
  const above = 27 + 22 * title.length + LINE * words.length, under = BELOW * below.length + 12;
  layout.annotations.push({
    text: below.join("<br>"), align: "left", showarrow: false, xref: "paper", x: 0, xanchor: "left", yref: "paper", y: 0,
    yanchor: "top", yshift: -layout.margin.b, font: { size: 11, color: "#666D76" },
  });
  layout.margin.t += above;
  layout.margin.b += under;
  layout.height += above + under;
  layout.paper_bgcolor = "#fff";
  layout.title = {
    text: `<b>${title.map(safe).join("<br>")}</b>`, subtitle: { text: words.join("<br>"), font: { size: 12, color: "#474E57" } },
    x: 0, xanchor: "left", xref: "container", y: 1, yanchor: "top", yref: "container", pad: { l: 12, t: 14 * title.length }, font: { size: 16 },
  };
}

// names with their marks, as many in a line as fit; a name is not torn apart
function keyInWords(named) {
  const lines = [];
  let room = 0;
  named.forEach((s) => {
    const name = say(s.name), wide = widthOf(name) + 6;
    if (wide > room) { lines.push([]); room = FITS.words; }
    room -= wide;
    lines.at(-1).push(`<span style="color:${s.frame || s.fill || s.stroke}">${markOf(s, named)}</span> ${safe(name)}`);
  });
  return lines.map((line) => line.join("\u3000"));
}

function markOf(s, named) {
  if (s.frame) return "□";
  if (s.dash === "dotted") return "▨";
  const baseline = s.dash ? s.dash === "dashed" : !s.fill && s === named[0];
  return baseline ? "╍" : "■";
}

const safe = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

// lines break between words, or between Chinese characters, but not before a closing mark or after an opening one
function wrapped(text, most) {
  const lines = [""];
  for (const piece of text.match(/[（“《]*(?:[^\s\u2e80-\uffef“”]+|[\u2e80-\uffef])?[，。；：、）”》！？]*\s*/g) || []) {
    if (widthOf(lines.at(-1) + piece) > most) lines.push("");
    lines[lines.length - 1] += piece;
  }
  return lines;
}
