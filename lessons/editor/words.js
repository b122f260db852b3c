// Say the words of the lessons' editor in Chinese; `words.py` puts this into the page, with
// `words.json`. Nodes belong to the editor: their text is changed, none is added or removed.
(({ words, patterns, without, unseen, unheard, told }) => {
  // what a student types, or a lesson says
  const LEFT_ALONE = ".cm-scroller, .cm-tooltip, .markdown, .codehilite, code, td, script, style";
  // what the editor of code draws anew when it is touched, and what a table holds
  const ATTRIBUTES_LEFT_ALONE = ".cm-content, .cm-tooltip, td";
  const ATTRIBUTES = ["title", "aria-label", "placeholder", "data-title"];
  const BUTTON = "button, [role=menuitem], [role=option]";
  const said = new Map(Object.entries(words));
  const hidden = new Set(without);
  // of a pattern, # stands for a number and {} for anything
  const rules = Object.entries(patterns).map(([english, chinese]) => [
    new RegExp(`^${english.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replaceAll("#", "([\\d.,]+)").replaceAll("{}", "([^]*)")}$`),
    chinese,
  ]);

  function inChinese(english) {
    if (said.has(english)) return said.get(english);
    for (const [pattern, chinese] of rules) {
      const parts = pattern.exec(english)?.slice(1).map(inChinese);
      if (parts) return chinese.replace(/#|\{\}/g, () => parts.shift());
    }
    return english;
  }

  // a line that goes on in the next one has a blank there, which Chinese has not
  const WIDE = "[\\p{Script=Han}，。：；！？、（）《》]";
  const BREAKS = new RegExp(`(?<=${WIDE})[ ]*\\n\\s*(?=${WIDE})|(?<=[，。：；！？、）》])[ ]*\\n\\s*`, "gu");
  function joinLines(node) {
    if (!node.nodeValue.includes("\n") || !node.parentElement?.closest(".markdown")) return;
    if (node.parentElement.closest("pre, code, .codehilite")) return;
    const before = node.previousSibling?.textContent.slice(-1) ?? "";
    const after = node.nextSibling?.textContent.slice(0, 1) ?? "";
    const joined = (before + node.nodeValue + after).replace(BREAKS, "");
    const text = joined.slice(before.length, joined.length - after.length);
    if (text !== node.nodeValue) node.nodeValue = text;
  }

  function sayText(node) {
    joinLines(node);
    const english = node.nodeValue.trim();
    const parent = node.parentElement;
    if (!/[A-Za-z]/.test(english) || parent?.closest(LEFT_ALONE)) return;
    if (english.split(" > ").some((part) => hidden.has(part))) parent?.closest(BUTTON)?.style.setProperty("display", "none", "important");
    const chinese = inChinese(english);
    if (chinese !== english) node.nodeValue = node.nodeValue.replace(english, () => chinese);
  }

  function sayAttributes(element) {
    if (element.closest(ATTRIBUTES_LEFT_ALONE)) return;
    for (const name of ATTRIBUTES) {
      const english = element.getAttribute(name);
      const chinese = english && inChinese(english.trim());
      if (chinese && chinese !== english.trim()) element.setAttribute(name, chinese);
    }
  }

  function sayAll(root) {
    if (root.nodeType === Node.TEXT_NODE) return sayText(root);
    if (root.nodeType === Node.ELEMENT_NODE) sayAttributes(root);
    const nodes = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    while (nodes.nextNode()) {
      if (nodes.currentNode.nodeType === Node.TEXT_NODE) sayText(nodes.currentNode);
      else sayAttributes(nodes.currentNode);
    }
  }

  const observer = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(sayAll);
      else if (change.type === "characterData") sayText(change.target);
      else sayAttributes(change.target);
    }
  });

  function watch(root) {
    observer.observe(root, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
      attributeFilter: ATTRIBUTES,
    });
  }

  // a program that was started again knows nothing of this page as it stands; loaded anew it goes on
  const again = new Set(["Retry", "Try again", "Reconnect", "App disconnected — click to reconnect"].map(inChinese));
  function loadAgain(event) {
    const button = event.target instanceof Element && event.target.closest("button");
    if (!button || ![button.textContent.trim(), button.getAttribute("aria-label")].some((said) => again.has(said))) return;
    event.stopImmediatePropagation();
    fetch("health").then((answer) => answer.ok && location.reload(), () => {});
  }
  window.addEventListener("click", loadAgain, true);

  // what Ctrl+Shift and a letter open in English, or make of a cell of Python
  function leaveUnheard(event) {
    const held = (event.ctrlKey || event.metaKey) && event.shiftKey;
    if (!held || !unheard.includes(event.key.toUpperCase())) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }
  window.addEventListener("keydown", leaveUnheard, true);

  // tables and outputs live in shadow roots
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (...options) {
    const root = attach.apply(this, options);
    watch(root);
    return root;
  };
  const style = document.createElement("style");
  const instead = Object.entries(told).map(([place, said]) => `${place}::before { content: ${JSON.stringify(said)}; }`);
  style.textContent = [`${unseen.join(", ")} { display: none !important; }`, ...instead].join("\n");
  document.head.append(style);
  document.documentElement.lang = "zh-CN";
  watch(document);
})
