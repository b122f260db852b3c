"use strict";
// My street: totals by people, budget, wage and hours. Effects stay those of the simulated street, by head.

const THREE = { maximumSignificantDigits: 3 };
const STEPS = { zh: [[1e8, " 亿元"], [1e4, " 万元"], [1, " 元"]], en: [[1e6, " million yuan"], [1e3, " thousand yuan"], [1, " yuan"]] };

const plainNumber = (value) => Number(value.toPrecision(3)).toLocaleString("en-US", THREE).replace("-", "−");
const withSign = (value, said) => value > 0 ? "+" + said : said;

function yuanText(value) {
  const steps = STEPS[chosen.lang], size = Math.abs(value);
  const [step, word] = steps.find(([each], i) => size >= (chosen.lang === "en" && i === 1 ? 1e4 : each)) || steps[2];
  return plainNumber(value / step) + word;
}

function valuesOf(section) {
  const mine = PART[section.dataset.mine].mine;
  const read = (box) => {
    const field = $(`[data-box=${box}]`, section), number = field.value === "" ? NaN : Number(field.value);
    return number >= 0 ? number : NaN;
  };
  const known = ["people", "budget", "wage"].every((box) => box === "wage" && !mine.wage || (box === "budget" ? read(box) >= 0 : read(box) > 0));
  const people = read("people") || mine.people, budget = read("budget"), hours = read("hours");
  const wage = (read("wage") || mine.wage || 1) / (mine.wage || 1);
  return { known, people, wage, budget: Number.isNaN(budget) ? mine.budget : budget, hours: Number.isNaN(hours) ? Infinity : hours };
}

const costOf = (each, at) => at.people * (each.posts * at.wage + each.other);

function showMyStreet(section) {
  const part = PART[section.dataset.mine], at = valuesOf(section);
  for (const line of $$("[data-line]", section)) {
    const each = part.mine.scenarios[line.dataset.line], cost = costOf(each, at);
    const said = {
      cost: withSign(cost, yuanText(cost)),
      each: withSign(cost, yuanText(cost / at.people)),
      hours: each.hours === null ? "–" : withSign(each.hours, plainNumber(each.hours * at.people)),
      days: daysText(each.days, at.people),
    };
    for (const [kind, text] of Object.entries(said)) $(`[data-kind=${kind}]`, line).textContent = text;
  }
  $("[data-within]", section).textContent = withinText(part.mine, at);
}

function daysText([mean, low, high], people) {
  const said = (value) => withSign(value, plainNumber(value * people));
  if (low === null || high === null) return said(mean);
  const [open, to, shut] = chosen.lang === "zh" ? ["（", " 至 ", "）"] : [" (", " to ", ")"];
  return said(mean) + open + said(low) + to + said(high) + shut;
}

// the last step that budget and hours reach: steps go from cheap to dear, each doing more
function withinText({ choices, words }, at) {
  if (!at.known) return say(words.ask);
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
