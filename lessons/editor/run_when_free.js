// Run a cell for which Ctrl+Enter was pressed while it waited or ran, once it is free: the editor drops such a
// request, and takes what was typed for run. `page.py` puts this into the page.
(() => {
  const BUSY = ["queued", "running"];
  const ran = new Map(); // what each cell said when it was last run by its keys
  const asked = new Set();

  const status = (cell) => cell.closest("[data-status]")?.getAttribute("data-status");
  const code = (cell) => cell.querySelector(".cm-content")?.textContent;

  function note(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey || event.shiftKey)) return;
    const cell = event.target instanceof Element && event.target.closest("[data-cell-id]");
    if (!cell || code(cell) === undefined) return;
    const id = cell.getAttribute("data-cell-id");
    if (!BUSY.includes(status(cell))) ran.set(id, code(cell));
    else if (ran.get(id) !== code(cell)) asked.add(id);
  }
  window.addEventListener("keydown", note, true);

  function runThoseFree() {
    for (const id of [...asked]) {
      const cell = document.querySelector(`[data-cell-id="${CSS.escape(id)}"]`);
      if (cell && BUSY.includes(status(cell))) continue;
      const button = cell?.querySelector("[data-testid=run-button]");
      if (button?.disabled) continue;
      asked.delete(id);
      if (cell) ran.set(id, code(cell));
      button?.click();
    }
  }
  setInterval(runThoseFree, 200);
})();
