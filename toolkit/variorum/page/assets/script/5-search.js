// ---- search -------------------------------------------------------------------------------
let hits = [], hit = -1;
function search() {
  globalThis.CSS?.highlights?.delete("found");
  hits = []; hit = -1;
  const wanted = state.q.trim().toLocaleLowerCase();
  if (wanted) for (const row of ROWS) {
    const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode.data.toLocaleLowerCase();
      for (let i = text.indexOf(wanted); i >= 0; i = text.indexOf(wanted, i + wanted.length)) {
        if (i + wanted.length > walker.currentNode.length) break;
        const range = new Range();
        range.setStart(walker.currentNode, i); range.setEnd(walker.currentNode, i + wanted.length);
        if (!walker.currentNode.parentElement.closest(".off,.sr")) hits.push(range);
      }
    }
  }
  if (hits.length && globalThis.Highlight) CSS.highlights.set("found", new Highlight(...hits));
  $("#found").textContent = wanted ? `${hits.length} found` : "";
}
function nextHit(by) {
  if (!hits.length) return;
  hit = (hit + by + hits.length) % hits.length;
  hits[hit].startContainer.parentElement.scrollIntoView({block: "center"});
  $("#found").textContent = `${hit + 1}/${hits.length}`;
}

