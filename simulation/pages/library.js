"use strict";
// What a page carries compressed: gzip in base64, in an element of its own. The library of pictures comes after
// the words; it is added as a script whose digest the policy of the page knows.

async function unpacked(id) {
  const letters = atob(document.getElementById(id).textContent), bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i += 1) bytes[i] = letters.charCodeAt(i);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}

let library;

// resolves when Plotly can be used
function plotly() {
  library ??= unpacked("plotly").then((text) => {
    const script = document.createElement("script");
    script.textContent = text;
    document.head.append(script);
    document.documentElement.dataset.library = "yes";
  });
  return library;
}

// once the words are on the screen, since running the library keeps the page busy for a moment
const afterWords = (act) => setTimeout(act, 50);

// without what unpacks, the page is read as without a script: in both languages
function canUnpack() {
  const can = "DecompressionStream" in window;
  if (!can) document.documentElement.dataset.old = "yes";
  return can;
}
