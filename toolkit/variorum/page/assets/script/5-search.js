// ---- search -------------------------------------------------------------------------------
let hits = [], hit = -1;
// In lower case letter by letter, so that places stay where they are (a capital may become two).
const lowered = text => text.toLowerCase().length === text.length ? text.toLowerCase() : [...text].map(c => c.toLowerCase().length === c.length ? c.toLowerCase() : c).join("");
function search() {
  globalThis.CSS?.highlights?.delete("found");
  hits = []; hit = -1;
  const wanted = lowered(state.q.trim());
  if (wanted) for (const block of $$(".cell:not(.off) p, .e:not(.off), .terms li")) hits.push(...within(block, wanted));
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
  const low = lowered(text);
  const at = i => { let n = starts.length - 1; while (starts[n] > i) n--; return [nodes[n], i - starts[n]]; };
  for (let i = low.indexOf(wanted); i >= 0; i = low.indexOf(wanted, i + wanted.length)) {
    const range = new Range(), [last, offset] = at(i + wanted.length - 1);
    range.setStart(...at(i)); range.setEnd(last, offset + 1);
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

