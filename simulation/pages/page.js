// The other language, and pictures, which are drawn when they come near.

const root = document.documentElement;
const PLOT = { responsive: true, displaylogo: false };

function speak(lang) {
  root.dataset.lang = root.lang = lang;
  document.title = document.querySelector("title").dataset[lang];
  document.querySelectorAll(".js-plotly-plot").forEach(draw);
}

document.getElementById("other").addEventListener("click", () => speak(root.dataset.lang === "zh" ? "en" : "zh"));

// an address ends with #zh or #en where somebody shows the page in that language
const readAddress = () => ["#zh", "#en"].includes(location.hash) && speak(location.hash.slice(1));

const waiting = () => [...document.querySelectorAll("[data-figure]:not(.js-plotly-plot)")];

// texts of pictures are pairs, of which one is shown
const inLanguage = (name, value) => (value && value.zh !== undefined && value.en !== undefined ? value[root.lang] : value);

function draw(place) {
  const { data, layout } = JSON.parse(document.getElementById(place.dataset.figure).textContent, inLanguage);
  Plotly.react(place, data, layout, PLOT);
}

const near = new IntersectionObserver((seen) => seen.filter((each) => each.isIntersecting).forEach((each) => {
  near.unobserve(each.target);
  plotly().then(() => draw(each.target));
}), { rootMargin: "700px" });

readAddress();
addEventListener("hashchange", readAddress);
if (canUnpack() && waiting().length) {
  waiting().forEach((each) => near.observe(each));
  afterWords(plotly);
}
addEventListener("beforeprint", () => { if (window.Plotly) waiting().forEach(draw); });
