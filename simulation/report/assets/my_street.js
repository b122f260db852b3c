"use strict";
// My street: totals by people, budget, wage and hours. Effects stay those of the simulated street, by head.

const THREE = { maximumSignificantDigits: 3 };
const LEAST = 0.1;  // yuan; smaller sums are dust of rounding
const STEPS = { zh: [[1e8, " 亿元"], [1e4, " 万元"], [1, " 元"]], en: [[1e6, " million yuan"], [1e3, " thousand yuan"], [1, " yuan"]] };

const plainNumber = (value) => Number(value.toPrecision(3)).toLocaleString("en-US", THREE).replace("-", "−");
const withSign = (value, said) => value > 0 ? "+" + said : said;
const signedYuan = (value) => Math.abs(value) < LEAST ? yuanText(value) : withSign(value, yuanText(value));

function yuanText(value) {
  const steps = STEPS[chosen.lang], size = Math.abs(value);
  if (size > 0 && size < LEAST) return { zh: `不足 ${LEAST} 元`, en: `under ${LEAST} yuan` }[chosen.lang];
  const [step, word] = steps.find(([each], i) => size >= (chosen.lang === "en" && i === 1 ? 1e4 : each)) || steps[2];
  return plainNumber(value / step) + word;
}

// as people write it: 60,000 or 6 万; nothing in the box is null, and what is no number NaN
function numberIn(field) {
  const text = field.value.normalize("NFKC").replace(/[\s,]/g, "");
  if (!text) return null;
  const [, digits, word] = text.match(/^(\d+\.?\d*)(万|亿)?(?:元|人|小时)?$/) || [];
  return digits ? Number(digits) * ({ 万: 1e4, 亿: 1e8 }[word] || 1) : NaN;
}

function valuesOf(section) {
  const mine = PART[section.dataset.mine].mine;
  const [people, budget, yuan, hours] = ["people", "budget", "wage", "hours"].map((box) => numberIn($(`[data-box=${box}]`, section)));
  const read = people > 0 && budget !== null && budget >= 0 && (yuan > 0 || yuan === null && !mine.wage) && (hours === null || hours >= 0);
  const known = read && (yuan === null || yuan >= mine.likely.wage[0]);  // a month's pay makes all totals wrong
  return { read, known, people, budget, yuan, wage: mine.wage ? yuan / mine.wage : 1, hours: hours ?? Infinity };
}

const costOf = (each, at) => at.people * (each.posts * at.wage + each.other);

function showMyStreet(section) {
  const part = PART[section.dataset.mine], at = valuesOf(section);
  for (const line of $$("[data-line]", section)) {
    const each = part.mine.scenarios[line.dataset.line], cost = costOf(each, at);
    const said = {
      cost: signedYuan(cost),
      each: signedYuan(cost / at.people),
      hours: each.hours === null ? "–" : withSign(each.hours, plainNumber(each.hours * at.people)),
      days: daysText(each.days, at.people),
    };
    for (const [kind, text] of Object.entries(said)) $(`[data-kind=${kind}]`, line).textContent = at.known ? text : "";
  }
  $("[data-within]", section).textContent = withinText(part.mine, at);
  $("[data-box=hours]", section).placeholder = say(part.mine.words.no_limit);
  const odd = $("[data-odd]", section);
  odd.textContent = at.known ? oddText(part.mine, at) : "";
  odd.hidden = !odd.textContent;
  section.classList.toggle("as-simulated", asSimulated(section));  // on paper it would repeat the bills
  $("[data-filled]", section).textContent = at.known ? filledText(part.mine, at) : "";
}

const asSimulated = (section) => {
  const mine = PART[section.dataset.mine].mine;
  return ["people", "budget", "wage", "hours"].every((box) => $(`[data-box=${box}]`, section).value === String(mine[box] ?? ""));
};

const inFull = (value) => value.toLocaleString("en-US");

// what can hardly be meant: tens of thousands of people as a few
function oddText({ likely, words }, at) {
  const values = { people: at.people, budget: at.budget, wage: at.yuan };
  const far = Object.keys(likely).filter((box) => values[box] && (values[box] < likely[box][0] || values[box] > (likely[box][1] ?? Infinity)));
  return far.map((box) => say(words.odd[box]).replace("{n}", inFull(values[box]))).join(chosen.lang === "zh" ? "" : " ");
}

// a cost too low for a year: most likely a month's pay
function lowWageText({ likely, words }, { yuan }) {
  const said = say(12 * yuan < likely.wage[0] ? words.odd.wage : words.month);
  return said.replace("{n}", inFull(yuan)).replace("{year}", inFull(12 * yuan));
}

// boxes are not printed
function filledText({ words }, at) {
  const hours = at.hours === Infinity ? say(words.no_hours) : say(words.hours).replace("{h}", inFull(at.hours));
  const wage = at.yuan === null ? "" : say(words.wage).replace("{w}", inFull(at.yuan));
  const filled = { p: inFull(at.people), b: inFull(at.budget), wage, hours };
  return say(words.filled).replace(/\{(\w+)\}/g, (_, name) => filled[name]);
}

function daysText([mean, low, high], people) {
  const said = (value) => withSign(value, plainNumber(value * people));
  if (low === null || high === null) return said(mean);
  const [open, to, shut] = chosen.lang === "zh" ? ["（", " 至 ", "）"] : [" (", " to ", ")"];
  return said(mean) + open + said(low) + to + said(high) + shut;
}

// what does most of all that budget and hours reach
function withinText(mine, at) {
  const { choices, words } = mine;
  if (!at.known) return at.read ? lowWageText(mine, at) : say(words.ask);
  const within = choices.filter((each) => costOf(each, at) <= at.budget && each.hours * at.people <= at.hours);
  const best = within.sort((one, other) => one.days[0] - other.days[0])[0];
  if (!best) return say(words.nothing).replace("{b}", yuanText(at.budget));
  const [mean, low, high] = best.days.map((each) => plainNumber(Math.abs(each) * at.people));
  const ends = chosen.lang === "zh" ? `${high} 至 ${low}` : `${high} to ${low}`;
  const filled = { s: say(best.name), b: yuanText(costOf(best, at)), d: mean, ends };
  return say(words.within).replace(/\{(\w+)\}/g, (_, name) => filled[name]);
}

function fillBoxes(section) {
  const mine = PART[section.dataset.mine].mine;
  for (const box of ["people", "budget", "wage"]) $(`[data-box=${box}]`, section).value = mine[box] ?? "";
}

ready.then(() => {
  const all = $$("[data-mine]");
  all.forEach(fillBoxes);
  all.forEach(showMyStreet);
  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-box]")) showMyStreet(event.target.closest("[data-mine]"));
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-lang-to]")) all.forEach(showMyStreet);
  });
  addEventListener("hashchange", () => all.forEach(showMyStreet));
});
