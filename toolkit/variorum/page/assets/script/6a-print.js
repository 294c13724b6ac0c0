
// ---- print: the text as pages of a book, each with the entries of its own lines at its foot ---
const PAGE = {width: 170, height: 234};  // mm: what both A4 and Letter leave within the margins
const sheets = () => $("#sheets");
function typeset() {
  sheets()?.remove();
  document.body.classList.toggle("typeset", state.v === "read");
  if (state.v !== "read") return;
  const box = make("div", {id: "sheets", class: "galley", dir: DATA.dir}), galley = make("div", {class: "t"});
  box.append(galley);
  document.body.append(box);
  paragraphs(galley);
  const lines = linesOf(galley), head = heading();
  const made = paged(box, lines, head).map((part, n) => sheet(galley, lines, part, n, head));
  box.className = "";
  box.replaceChildren(...made);
}
// The base's text in blocks as it has them: sentences of one paragraph run on.
function paragraphs(galley) {
  for (const row of ROWS) {
    const p = $("p", cellOf(row, state.base)), verse = p.classList.contains("verse"), last = galley.lastElementChild;
    const on = row.classList.contains("goes-on") && last && !verse;
    const block = on ? last : make("p", {class: p.className, lang: p.lang, dir: p.dir, "data-p": $("h2 a", row).textContent});
    if (on) block.append(" "); else galley.append(block);
    block.append(...[...p.cloneNode(true).childNodes]);
  }
  for (const n of $$("a", galley)) { n.removeAttribute("id"); n.removeAttribute("href"); n.className = ""; }
}
// Where each line begins, how high it stands, and the entries of its words.
function linesOf(galley) {
  const lines = [], walker = document.createTreeWalker(galley, NodeFilter.SHOW_TEXT), range = new Range();
  const topOf = (node, at) => { range.setStart(node, at); range.setEnd(node, at + 1); const r = range.getClientRects(); return r.length ? r[r.length - 1] : null; };
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    range.selectNodeContents(node);
    const rects = [...range.getClientRects()].filter(r => r.width);
    let from = 0;
    for (const rect of rects) {
      const last = lines.at(-1);
      if (last && rect.top < last.bottom - rect.height / 2) { last.bottom = Math.max(last.bottom, rect.bottom); continue; }
      let low = from, high = node.length - 1;  // the first letter that is as low as this line
      while (low < high) { const m = (low + high) >> 1, r = topOf(node, m); if (r && r.top >= rect.top - 1) high = m; else low = m + 1; }
      from = low;
      lines.push({node, at: low, top: rect.top, bottom: rect.bottom, units: [], verse: ""});
    }
  }
  const lineAt = y => lines.findLast(l => l.top <= y + 2) || lines[0];
  for (const n of $$("[data-u]", galley)) {
    const line = lineAt((n.getClientRects()[0] || n.getBoundingClientRect()).top);
    if (line && visible(+n.dataset.u)) line.units.push(+n.dataset.u);
  }
  return lines;
}
// Lines for pages: as many as leave room for their entries.
function paged(box, lines, head) {
  const px = box.offsetWidth / PAGE.width, foot = make("div", {class: "a"}), first = make("div", {}, ...head);
  box.append(foot, first);
  const parts = [];
  let start = 0, room = PAGE.height * px - first.offsetHeight - 60;
  lines.forEach((line, n) => {
    const added = entriesOf(line.units);
    foot.append(...added);
    if (n > start && line.bottom - lines[start].top + foot.offsetHeight > room) {
      parts.push([start, n]);
      start = n;
      room = PAGE.height * px - 60;
      foot.replaceChildren(...added);
    }
  });
  if (lines.length) parts.push([start, lines.length]);
  foot.remove(); first.remove();
  return parts;
}
const entriesOf = (units, number = "00") => units.map((u, n) => make("span", {class: "e"}, make("b", {class: "no"}, n ? "" : String(number)), " ", ...entryContent(u), " "));
function heading() {
  const order = shown(), named = order.flatMap((s, n) => [n ? " · " : "", make("b", {}, bdi(s)), DATA.titles[s] === s ? "" : " " + DATA.titles[s]]);
  return [make("h1", {dir: "auto"}, DATA.title), make("p", {class: "sub", dir: "ltr"}, "Base ", bdi(state.base), ". Witnesses: ", ...named)];
}
function counted(count, y) {
  const number = make("span", {class: "count"}, String(count));
  number.style.top = y + "px";
  return number;
}
function sheet(galley, lines, [from, to], number, head) {
  const range = new Range(), text = make("div", {class: "t"}), foot = make("div", {class: "a"}), top = lines[from].top;
  range.setStart(lines[from].node, lines[from].at);
  if (to < lines.length) range.setEnd(lines[to].node, lines[to].at); else range.setEndAfter(galley.lastChild);
  const held = range.cloneContents();
  text.append(held);
  const block = line => line?.node.parentElement.closest(".t > p");
  if (from && block(lines[from]) === block(lines[from - 1])) text.firstElementChild.classList.add("on");
  if (block(lines[to]) === block(lines[to - 1])) text.lastElementChild.classList.add("cut");
  for (let n = from; n < to; n++) {
    const count = n - from + 1;
    if (count % 5 === 0 && !$(".ln", text)) text.append(counted(count, lines[n].top - top));
    foot.append(...entriesOf(lines[n].units, count));
  }
  const place = lines[from].node.parentElement.closest("[data-p]")?.dataset.p ?? "";
  const running = make("div", {class: "run", dir: "ltr"}, make("span", {}, bdi(DATA.title)), make("span", {}, bdi(place)));
  return make("section", {class: "sheet"}, ...(number ? [running] : head), text, foot, make("div", {class: "folio", dir: "ltr"}, String(number + 1)));
}
addEventListener("beforeprint", typeset);
addEventListener("afterprint", () => { sheets()?.remove(); document.body.classList.remove("typeset"); });
