// ---- table and graph of one passage -------------------------------------------------------
const wordsOf = node => [...node.childNodes].map(n =>
  n.className === "om" || n.className === "gap" || n.className === "il" ? "" : n.nodeType === 3 ? n.data : wordsOf(n)).join("");
// One line for each cell: copies that read alike are named together.
function pieces(row) {
  const order = shown(), cells = new Map();
  for (const s of order) cells.set(cellOf(row, s), [...(cells.get(cellOf(row, s)) || []), s]);
  return [...cells.values()].map(sigla => {
    const s = sigla[0];
    const cell = $("p", cellOf(row, s)), list = [""], units = [];
    for (const node of cell.childNodes) {
      if (node.dataset?.u) { units.push(node.dataset.u); list.push(wordsOf(node), ""); }
      else if (!node.classList?.contains("il")) list[list.length - 1] += node.nodeType === 3 ? node.data : wordsOf(node);
    }
    return {s, sigla, list: list.map(t => t.trim()), units, lang: cell.lang, dir: cell.dir};
  });
}
function panel() {
  const box = $("#panel"), open = state.v === "table" || state.v === "graph";
  box.hidden = !open;
  if (!open) return;
  const row = document.getElementById(state.p) || ROWS[0];
  if (!row) return;
  refresh(row);
  const found = pieces(row), columns = Math.max(...found.map(f => f.list.length));
  const used = [...Array(columns).keys()].filter(c => found.some(f => f.list[c]));
  const title = make("h2", {}, `${$("h2 a", row).textContent} `, pager(-1, "‹ previous passage"), " ", pager(1, "next passage ›"));
  box.replaceChildren(title, state.v === "table" ? table(found, used) : graph(found, used));
}
function pager(by, label) {
  const button = make("button", {type: "button"}, label);
  button.addEventListener("click", () => stepPassageInPanel(by));
  return button;
}
function stepPassageInPanel(by) {
  const at = Math.max(ROWS.findIndex(r => r.id === state.p), 0);
  set({p: ROWS[Math.min(Math.max(at + by, 0), ROWS.length - 1)].id, app: ""});
}
function table(found, used) {
  const base = found.find(f => f.sigla.includes(state.base)) || found[0];
  const body = found.map(f => make("tr", {}, make("th", {scope: "row"}, ...f.sigla.flatMap((s, n) => [n ? " " : "", bdi(s)])), ...used.map(c => {
    const text = f.list[c] || "", apart = c % 2 && text !== (base.list[c] || "");
    const said = text || (c % 2 ? make("span", {class: "om", role: "img", "aria-label": "no words"}) : "");
    const inner = c % 2 ? make("a", {href: "#app-" + f.units[(c - 1) / 2]}, said) : said;
    return make("td", {lang: f.lang, dir: f.dir, class: apart ? (text ? "other" : "none") : "same"}, inner);
  })));
  return make("div", {class: "wide", tabindex: "0", role: "region", "aria-label": "Alignment table"}, make("table", {dir: DATA.dir}, make("tbody", {}, ...body)));
}
function svg(tag, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [k, v] of Object.entries(attributes)) node.setAttribute(k, v);
  node.append(...children);
  return node;
}
// Edges over other readings run below these, each below every other that it would meet.
function laned(edges, nodes) {
  const taken = [], below = (a, b) => Math.max(...nodes.filter(n => n.c > a && n.c < b).map(n => n.y + 30));
  for (const e of edges.filter(e => e.to.c - e.from.c > 1).sort((e, f) => (e.to.c - e.from.c) - (f.to.c - f.from.c))) {
    e.lane = below(e.from.c, e.to.c) + 22;
    while (taken.some(o => o.from.c < e.to.c && e.from.c < o.to.c && Math.abs(o.lane - e.lane) < 18)) e.lane += 18;
    taken.push(e);
  }
  return Math.max(0, ...taken.map(e => e.lane));
}
function mirrored(nodes, width) {
  for (const n of nodes) n.x = width - n.x - n.width;
}
function labelOf(sigla, all) {
  const said = sigla.join(" ");
  return sigla.length === all ? "all" : said.length > 8 && sigla.length > 1 ? `${sigla.length} wit.` : said;
}
function graph(found, used) {
  const nodes = [], at = new Map();
  let x = 44, tallest = 1;
  for (const c of used) {
    const groups = new Map();
    for (const f of found) if (f.list[c]) groups.set(f.list[c], [...(groups.get(f.list[c]) || []), ...f.sigla]);
    const width = Math.max(...[...groups.keys()].map(t => Math.min(t.length, 28))) * 8 + 18;
    [...groups].forEach(([text, sigla], n) => {
      const node = {text, sigla, x, y: 44 + n * 54, width, c: used.indexOf(c)};
      nodes.push(node);
      for (const s of sigla) at.set(s + "|" + c, node);
    });
    tallest = Math.max(tallest, groups.size);
    x += width + 56;
  }
  const edges = new Map(), start = {x: 0, y: 44, width: 8, c: -1};
  for (const f of found) {
    let last = start;
    for (const c of used) {
      const node = at.get(f.s + "|" + c);
      if (!node) continue;
      const key = `${last.x},${last.y},${node.x},${node.y}`;
      if (!edges.has(key)) edges.set(key, {from: last, to: node, sigla: []});
      edges.get(key).sigla.push(...f.sigla);
      last = node;
    }
  }
  if (RTL) mirrored([...nodes, start], x);  // the first word stands at the right
  const list = [...edges.values()], low = laned(list, nodes);
  const fan = (end, node) => list.filter(e => e[end] === node).length;
  const drawn = list.map(({from, to, sigla, lane}) => {
    const a = RTL ? from.x : from.x + from.width, b = RTL ? to.x + to.width : to.x, out = RTL ? -26 : 26, y1 = from.y + 15, y2 = to.y + 15, m = (a + b) / 2;
    // The sigla stand where edges are apart: in a lane, else near the end that fewer of them share.
    const t = lane ? .5 : fan("from", from) > 1 ? (fan("to", to) > 1 ? .5 : .72) : fan("to", to) > 1 ? .28 : .5;
    const d = lane ? `M${a} ${y1}C${a + out} ${y1} ${a + out} ${lane} ${a + 2 * out} ${lane}L${b - 2 * out} ${lane}C${b - out} ${lane} ${b - out} ${y2} ${b} ${y2}`
      : `M${a} ${y1}C${m} ${y1} ${m} ${y2} ${b} ${y2}`;
    const x = lane ? m : a + (b - a) * (1.5 * t * (1 - t) + t * t * t), y = lane || y1 + (y2 - y1) * t * t * (3 - 2 * t);
    return svg("g", {}, svg("path", {d, fill: "none", stroke: "currentColor", "stroke-width": 1 + sigla.length / 2, opacity: .55}),
      svg("title", {}, sigla.join(" ")), svg("text", {x, y: y - 4, "text-anchor": "middle", fill: "currentColor"}, labelOf(sigla, shown().length)));
  });
  const boxes = nodes.map(n => svg("g", {}, svg("title", {}, `${n.text} (${n.sigla.join(" ")})`),
    svg("rect", {x: n.x, y: n.y, width: n.width, height: 30, rx: 6, fill: "none", stroke: "currentColor"}),
    svg("text", {x: RTL ? n.x + n.width - 8 : n.x + 8, y: n.y + 20, fill: "currentColor", direction: DATA.dir}, n.text.length > 28 ? n.text.slice(0, 27) + "…" : n.text)));
  const height = Math.max(60 + tallest * 54, low + 16);
  return make("div", {class: "wide", tabindex: "0", role: "region", "aria-label": "Variant graph"},
    svg("svg", {width: x, height, viewBox: `0 0 ${x} ${height}`, role: "img", "aria-label": "Variant graph: " + nodes.map(n => n.text).join(" | ")}, ...drawn, ...boxes));
}

