"use strict";
// My street: totals by people, budget, wage and hours. Effects stay those of the simulated street, by head.

const INSURED = 1.35;  // an example of pay with the employer's insurance
const LEAST = 0.1;  // yuan; smaller sums are dust of rounding
const STEPS = { zh: [[1e8, " 亿元"], [1e4, " 万元"], [1, " 元"]], en: [[1e6, " million yuan"], [1e3, " thousand yuan"], [1, " yuan"]] };
const COUNTS = { zh: [[1e8, " 亿"], [1e4, " 万"], [1, ""]], en: [[1e6, " million"], [1e3, " thousand"], [1, ""]] };

// three digits of the largest of the numbers that stand together
function threeDigits(value, largest = Math.abs(value)) {
  const step = 10 ** (Math.floor(Math.log10(largest || 1)) - 2), decimals = Math.max(0, Math.round(-Math.log10(step)));
  const rounded = Number((Math.round(value / step) * step).toFixed(decimals)) + 0;
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return rounded.toLocaleString("en-US", digits).replace("-", "−");
}

const scaleOf = (steps, size) => steps[chosen.lang].find(([each]) => size >= (each === 1e3 ? 1e4 : each)) || steps[chosen.lang][2];
const withSign = (value, said) => value > 0 ? "+" + said : said;
const signedYuan = (value) => Math.abs(value) < LEAST ? yuanText(value) : withSign(value, yuanText(value));

function yuanText(value) {
  const size = Math.abs(value);
  if (size > 0 && size < LEAST) return { zh: `不足 ${LEAST} 元`, en: `under ${LEAST} yuan` }[chosen.lang];
  const [step, word] = scaleOf(STEPS, size);
  return threeDigits(value / step) + word;
}

// counts of one scale, and its word: 2.01 万, 20.1 thousand, as the rest of the page writes them
function counts(...values) {
  const largest = Math.max(...values.map(Math.abs)), [step, word] = scaleOf(COUNTS, largest);
  return { said: values.map((each) => threeDigits(each / step, largest / step)), word };
}

function countText(value) {
  const { said, word } = counts(value);
  return said[0] + word;
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
  const read = people > 0 && budget > 0 && (yuan > 0 || yuan === null && !mine.wage) && (hours === null || hours >= 0);
  const at = { read, people, budget, yuan, wage: mine.wage ? yuan / mine.wage : 1, hours: hours ?? Infinity };
  const odd = read ? oddBoxes(mine, at) : [];  // a month's pay, or six people, makes all totals wrong
  const public_ = $("[data-tick=outside]", section).checked;
  return { ...at, odd, known: read && !odd.length, untouched: read && odd.every((box) => box === "wage"), publicOnly: public_ };
}

const costOf = (each, at) => at.people * (each.posts * at.wage + each.other);
const countedOf = (each, at) => costOf(each, at) - (at.publicOnly ? at.people * each.outside : 0);

function showMyStreet(section) {
  const part = PART[section.dataset.mine], at = valuesOf(section);
  for (const line of $$("[data-line]", section)) {
    const each = part.mine.scenarios[line.dataset.line], cost = costOf(each, at);
    const counted = at.known || at.untouched, priced = at.known || at.untouched && !each.posts;  // a wage moves money alone
    const waits = say(part.mine.words.waits[!at.read ? "read" : at.untouched ? "wage" : "odd"]);
    const said = {
      cost: priced ? signedYuan(cost) : waits,
      each: priced ? signedYuan(cost / at.people) : counted ? waits : "",
      hours: !counted ? "" : each.hours === null ? "–" : withSign(each.hours, countText(each.hours * at.people)),
      days: counted ? daysText(each.days, at.people) + each.mark : "",
    };
    for (const [kind, text] of Object.entries(said)) $(`[data-kind=${kind}]`, line).textContent = text;
    $("[data-verdict]", line).hidden = !counted;
  }
  $("[data-within]", section).textContent = withinText(part.mine, at);
  $("[data-box=hours]", section).placeholder = say(part.mine.words.no_limit);
  const odd = $("[data-odd]", section);
  odd.textContent = oddText(part.mine, at);
  odd.hidden = !odd.textContent;
  const fill = $("[data-year]", section), year = at.odd.includes("wage") && isMonthly(part.mine, at) ? insured(at) : 0;
  fill.hidden = !year;
  fill.dataset.year = year;
  fill.textContent = filled(part.mine.words.fill, { insured: inFull(year) });
  section.classList.toggle("as-simulated", asSimulated(section));  // on paper it would repeat the bills
  $("[data-filled]", section).textContent = at.known ? filledText(part.mine, at) : "";
}

const asSimulated = (section) => {
  const mine = PART[section.dataset.mine].mine;
  return ["people", "budget", "wage", "hours"].every((box) => $(`[data-box=${box}]`, section).value === String(mine[box] ?? ""));
};

const inFull = (value) => value.toLocaleString("en-US");

// what can hardly be meant: tens of thousands of people as a few
function oddBoxes({ likely }, at) {
  const values = { people: at.people, budget: at.budget, wage: at.yuan };
  return Object.keys(likely).filter((box) => values[box] && (values[box] < likely[box][0] || values[box] > (likely[box][1] ?? Infinity)));
}

const isMonthly = ({ likely }, at) => at.yuan < likely.wage[0] && 12 * at.yuan >= likely.wage[0];

// of a month's pay: what a worker costs in a year
const insured = (at) => Math.round(12 * at.yuan * INSURED);

function oddText(mine, at) {
  const { words } = mine;
  const values = { people: at.people, budget: at.budget, wage: at.yuan };
  const months = at.odd.map((box) => box === "wage" && isMonthly(mine, at));
  const said = at.odd.map((box, i) =>
    filled(months[i] ? words.month : words.odd[box], { n: inFull(values[box]), year: inFull(12 * at.yuan), insured: inFull(insured(at)) }));
  return said.join(chosen.lang === "zh" ? "" : " ") + (said.some((each, i) => !months[i]) ? say(words.check) : "");
}

const filled = (words, parts) => say(words).replace(/\{(\w+)\}/g, (_, name) => parts[name]);

// boxes are not printed
function filledText({ words }, at) {
  const hours = at.hours === Infinity ? say(words.no_hours) : say(words.hours).replace("{h}", inFull(at.hours));
  const wage = at.yuan === null ? "" : say(words.wage).replace("{w}", inFull(at.yuan));
  return filled(words.filled, { p: inFull(at.people), b: inFull(at.budget), wage, hours });
}

function daysText([mean, low, high], people) {
  if (low === null || high === null) return withSign(mean, countText(mean * people));
  const { said, word } = counts(mean * people, low * people, high * people);
  const signed = [mean, low, high].map((each, i) => withSign(each, said[i]));
  const [open, to, shut] = chosen.lang === "zh" ? ["（", " 至 ", "）"] : [" (", " to ", ")"];
  return signed[0] + word + open + signed[1] + to + signed[2] + shut;
}

// steps as the report's first section takes them, of all that budget and hours reach; the last does most
function bestOf(mine, at, some) {
  const within = some.filter((each) => countedOf(each, at) <= at.budget && each.hours * at.people <= at.hours);
  const gain = (each) => -each.days[0];
  within.sort((one, other) => countedOf(one, at) - countedOf(other, at) || gain(other) - gain(one));
  let best = null;
  for (const each of within) if (gain(each) >= (best ? gain(best) : 0) + mine.worth) best = each;
  const reached = best ? within.filter((each) => each !== best && countedOf(each, at) <= countedOf(best, at)) : [];
  const second = reached.sort((one, other) => gain(other) - gain(one))[0];
  return { best, tied: second && (gain(second) >= gain(best) || best.behind.includes(mine.choices.indexOf(second))) ? second : null };
}

function withinText(mine, at) {
  const { choices, words } = mine;
  if (!at.read) return say(words.ask);
  if (!at.known) return at.untouched ? untouchedText(mine, at) : "";
  const { best, tied } = bestOf(mine, at, choices);
  if (!best) return filled(words.nothing, { b: yuanText(at.budget) }) + cheapestText(mine, at);
  const [mean, low, high] = best.days.map((each) => Math.abs(each) * at.people);
  const { said, word } = counts(mean, low, high), ends = [said[2], said[1]].join(chosen.lang === "zh" ? " 至 " : " to ");
  return filled(words.within, {
    s: say(best.name) + (best.ran ? "" : say(words.summed)), b: yuanText(costOf(best, at)), d: before(said[0] + word), ends: ends + word,
    tie: tied ? filled(words.tie, { t: say(tied.name) + (tied.ran ? "" : "†"), c: yuanText(costOf(tied, at)) }) : "",
    public: publicText(words, best, at), but: say(best.but),
    instead: best.instead ? filled(words.instead, { n: best.instead.n, d: before(countText(-best.instead.days * at.people)) }) : "",
  });
}

const publicText = (words, each, at) => at.publicOnly ? filled(words.public, { p: yuanText(countedOf(each, at)) }) : "";

// what the budget falls short of: the least money for an effect, of all that the hours allow
function cheapestText({ choices, words, worth }, at) {
  const some = choices.filter((each) => -each.days[0] >= worth && each.hours * at.people <= at.hours);
  const [least] = some.sort((one, other) => countedOf(one, at) - countedOf(other, at));
  if (!least) return "";
  const name = say(least.name) + (least.ran ? "" : say(words.summed));
  return filled(words.cheapest, { s: name, c: yuanText(costOf(least, at)), public: publicText(words, least, at) });
}

// 万 stands before its word without a space
const before = (said) => chosen.lang === "zh" && said.endsWith("万") ? said : said + " ";

// what costs no posts is the same at any wage
function untouchedText(mine, at) {
  const { best } = bestOf(mine, at, mine.choices.filter((each) => !each.posts));
  if (!best) return "";
  return filled(mine.words.untouched, { s: say(best.name) + (best.ran ? "" : say(mine.words.summed)), b: yuanText(costOf(best, at)), d: before(countText(-best.days[0] * at.people)), but: say(best.but) });
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
    if (event.target.matches("[data-box], [data-tick]")) showMyStreet(event.target.closest("[data-mine]"));
  });
  document.addEventListener("click", (event) => {
    const fill = event.target.closest("[data-year]");
    if (fill) {
      const section = fill.closest("[data-mine]");
      $("[data-box=wage]", section).value = fill.dataset.year;
      showMyStreet(section);
      $("[data-box=wage]", section).focus();
    }
    if (event.target.closest("[data-lang-to]")) all.forEach(showMyStreet);
  });
  addEventListener("hashchange", () => all.forEach(showMyStreet));
});
