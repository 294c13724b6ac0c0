// ---- search -------------------------------------------------------------------------------
let hits = [], hit = -1;
// Letters are compared without case and without accents; `at` leads from them back to the text.
function folded(text) {
  if (/^[\x20-\x7e]*$/.test(text)) return {low: text.toLowerCase(), at: null};
  let low = "";
  const at = [];
  for (let i = 0; i < text.length;) {
    const c = String.fromCodePoint(text.codePointAt(i)), bare = c.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    for (let k = 0; k < bare.length; k++) at.push(i);
    low += bare;
    i += c.length;
  }
  return {low, at: [...at, text.length]};
}
const index = new WeakMap();  // the words of a cell, which never change
function lowOf(block) {
  if (block.matches(".e")) return folded(block.textContent);
  if (!index.has(block)) index.set(block, folded(block.textContent));
  return index.get(block);
}
let typing = 0;
function typed(q) {
  clearTimeout(typing);
  typing = setTimeout(() => set({q}), 150);  // ms: when a hand rests
}
function search() {
  globalThis.CSS?.highlights?.delete("found");
  hits = []; hit = -1;
  const wanted = folded(state.q.trim()).low;
  if (wanted) for (const block of $$(".cell:not(.off) p, .e:not(.off), .terms li")) if (lowOf(block).low.includes(wanted)) hits.push(...within(block, wanted));
  if (hits.length && globalThis.Highlight) CSS.highlights.set("found", new Highlight(...hits));
  $("#found").textContent = wanted ? `${hits.length} found${elsewhere(wanted)}` : "";
}
// Other parts of an edition are known by their words alone: where all of those looked for occur.
function elsewhere(wanted) {
  const here = $$(".parts a").findIndex(a => a.ariaCurrent), words = wanted.split(/\s+/);
  const parts = DATA.words.flatMap((text, n) => n !== here && words.every(w => text.includes(w)) ? [n + 1] : []);
  return parts.length ? ` here; perhaps in part ${parts.join(", ")}` : DATA.words.length ? " here, none elsewhere" : "";
}
// The places in one block, whatever links and marks its words are in.
function within(block, wanted) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT), nodes = [], starts = [], found = [];
  let text = "";
  while (walker.nextNode()) { nodes.push(walker.currentNode); starts.push(text.length); text += walker.currentNode.data; }
  const {low, at: back} = lowOf(block), place = i => back ? back[i] : i;
  const at = i => { let n = starts.length - 1; while (starts[n] > i) n--; return [nodes[n], i - starts[n]]; };
  for (let i = low.indexOf(wanted); i >= 0; i = low.indexOf(wanted, i + wanted.length)) {
    const range = new Range(), [last, offset] = at(place(i + wanted.length) - 1);
    range.setStart(...at(place(i))); range.setEnd(last, offset + 1);
    found.push(range);
  }
  return found;
}
function nextHit(by) {
  if (!hits.length) return;
  hit = (hit + by + hits.length) % hits.length;
  hits[hit].startContainer.parentElement.scrollIntoView({block: "center"});
  $("#found").textContent = `${hit + 1}/${hits.length}`;
}

