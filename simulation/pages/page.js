// The other language, and pictures, which are drawn when they come near.

const root = document.documentElement;
const PLOT = { responsive: true, displaylogo: false };

document.getElementById("other").addEventListener("click", () => {
  root.dataset.lang = root.lang = root.dataset.lang === "zh" ? "en" : "zh";
  document.querySelectorAll(".js-plotly-plot").forEach((each) => Plotly.Plots.resize(each));
});

const waiting = () => [...document.querySelectorAll("[data-figure]:not(.js-plotly-plot)")];

function draw(place) {
  const { data, layout } = JSON.parse(document.getElementById(place.dataset.figure).textContent);
  Plotly.newPlot(place, data, layout, PLOT);
}

const near = new IntersectionObserver((seen) => seen.filter((each) => each.isIntersecting).forEach((each) => {
  near.unobserve(each.target);
  plotly().then(() => draw(each.target));
}), { rootMargin: "700px" });

if (canUnpack() && waiting().length) {
  waiting().forEach((each) => near.observe(each));
  afterWords(plotly);
}
addEventListener("beforeprint", () => { if (window.Plotly) waiting().forEach(draw); });
