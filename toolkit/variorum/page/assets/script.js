"use strict";
(() => {
const $ = (sel, at = document) => at.querySelector(sel);
const $$ = (sel, at = document) => [...at.querySelectorAll(sel)];
const DATA = JSON.parse($("#data").textContent);
const ROWS = $$(".row"), SIGLA = $$("#wits input").map(i => i.value);
const VIEWS = ["rows", "read", "table", "graph", "overview"];
const INVERSE = {omission: "addition", addition: "omission", split: "merge", merge: "split"};
const hidden = $$("#kinds input").filter(i => !i.checked).map(i => i.value);
const DEFAULT = {v: "rows", base: DATA.base, w: SIGLA.join(","), off: hidden.join(","), p: "", app: "",
  q: "", heat: "1", br: "1", notes: "foot", keys: "1"};
let state = {...DEFAULT}, hits = [], hit = -1;

// ---- state and fragment -------------------------------------------------------------------
function fromFragment() {
  const raw = location.hash.slice(1), read = {...DEFAULT};
  if (!raw.includes("=")) {
    if (raw.startsWith("app-") || raw.startsWith("v-")) return {...state, app: raw.replace(/\D+/, "")};
    if (raw.startsWith("r-")) return {...state, p: raw};
    return {...state};
  }
  for (const [key, value] of new URLSearchParams(raw)) if (key in read) read[key] = value;
  if (!VIEWS.includes(read.v)) read.v = "rows";
  if (!SIGLA.includes(read.base)) read.base = DATA.base;
  const known = read.w.split(",").filter(s => SIGLA.includes(s));
  read.w = (known.length ? known : SIGLA).join(",");
  if (!DATA.units[read.app - 1]) read.app = "";
  if (!document.getElementById(read.p)) read.p = "";
  return read;
}
function fragment() {
  const changed = Object.entries(state).filter(([k, v]) => v !== DEFAULT[k]);
  return changed.length ? "#" + new URLSearchParams(changed) : "#";
}
function set(change, scroll = false) {
  Object.assign(state, change);
  history.replaceState(null, "", fragment());
  apply(scroll);
}
const shown = () => state.w.split(",");
const off = () => new Set(state.off ? state.off.split(",") : []);

// ---- units seen from the chosen base ------------------------------------------------------
function classAgainst(unit, i, j) {
  if (i === j) return "";
  const cls = unit.k[Math.min(i, j) + "." + Math.max(i, j)] || "";
  return i < j ? cls : INVERSE[cls] || cls;
}
function seen(number) {
  const unit = DATA.units[number - 1], list = shown();
  const own = unit.r.findIndex(([sigla]) => sigla.includes(state.base));
  const against = Math.max(own, 0);
  const readings = unit.r.map(([sigla, text], j) => (
    {sigla: sigla.filter(s => list.includes(s)), text, cls: classAgainst(unit, against, j), lemma: j === own}));
  return {unit, lemma: own < 0 ? null : readings[own],
    others: readings.filter(r => !r.lemma && r.sigla.length), lost: unit.l.filter(s => list.includes(s))};
}
function visible(number) {
  const not = off(), {others, lost} = seen(number);
  return others.some(r => !not.has(r.cls)) || (!others.length && lost.length > 0);
}
function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [k, v] of Object.entries(attributes)) node.setAttribute(k, v);
  node.append(...children);
  return node;
}
function entryContent(number) {
  const {lemma, others, lost} = seen(number), parts = [];
  parts.push(make("b", {class: "lm"}, lemma ? lemma.text || "om." : "[not extant]"));
  if (lemma) parts.push(" ", make("i", {class: "sg"}, lemma.sigla.join(" ")));
  parts.push(" ] ");
  others.forEach((r, n) => parts.push(n ? " : " : "", make("span", {class: "rd"}, (r.text || "om.") + " ",
    make("i", {class: "sg"}, r.sigla.join(" ")), " ", make("small", {class: "kd"}, r.cls))));
  if (lost.length) parts.push(others.length ? " : " : "", make("span", {class: "rd lac"}, "lacuna ", make("i", {class: "sg"}, lost.join(" "))));
  return parts;
}
const partner = number => {
  const t = DATA.units[number - 1].t;
  return t === null ? 0 : DATA.units.findIndex((u, n) => u.t === t && n !== number - 1) + 1;
};

// ---- applying the state -------------------------------------------------------------------
function apply(scroll) {
  const body = document.body, order = shown(), before = apply.last;
  body.dataset.view = state.v;
  body.dataset.notes = state.notes;
  body.classList.toggle("heat", state.heat === "1");
  body.classList.toggle("nobrackets", state.br !== "1");
  controls();
  if (before.base !== state.base || before.w !== state.w) {
    $("#basename").textContent = state.base;
    for (const cell of $$(".cell")) {
      const s = cell.dataset.w, at = order.indexOf(s);
      cell.classList.toggle("base", s === state.base);
      cell.classList.toggle("off", at < 0);
      cell.style.order = at;
    }
  }
  if (before.base !== state.base) links();
  if (before.base !== state.base || before.w !== state.w || before.off !== state.off) entriesAgain();
  if (before.notes !== state.notes || before.base !== state.base || before.w !== state.w) inlineNotes();
  panel();
  select(scroll);
  if (before.q !== state.q) search();
  apply.last = {...state};
}
function controls() {
  $$("#tools [name=view]").forEach(i => { i.checked = i.value === state.v; });
  $("#base").value = state.base;
  $$("#wits input").forEach(i => { i.checked = shown().includes(i.value); });
  $$("#kinds input").forEach(i => { i.checked = !off().has(i.value); });
  $("#heat").checked = state.heat === "1";
  $("#brackets").checked = state.br === "1";
  $("#keys").checked = state.keys === "1";
  $("#notes").value = state.notes;
  if ($("#q") !== document.activeElement) $("#q").value = state.q;
}
// What is a link depends on the base: its own words, and those of versions that part from it.
function links() {
  const own = DATA.units.map(unit => unit.r.findIndex(([sigla]) => sigla.includes(state.base)));
  const reading = new Map(SIGLA.map(s => [s, []]));
  DATA.units.forEach((unit, at) => unit.r.forEach(([sigla], j) => sigla.forEach(s => { reading.get(s)[at] = j; })));
  for (const cell of $$(".cell")) {
    const has = reading.get(cell.dataset.w), base = cell.dataset.w === state.base;
    for (const node of $$("[data-u]", cell)) {
      const at = node.dataset.u - 1, j = has[at];
      if (j === undefined) continue;
      const link = base || j !== own[at];
      if (link !== node.classList.contains("v")) turn(node, link, at + 1, classAgainst(DATA.units[at], Math.max(own[at], 0), j));
    }
  }
}
function turn(node, link, number, cls) {
  node.classList.toggle("v", link);
  if (!link) { node.removeAttribute("href"); return; }
  node.href = "#app-" + number;
  node.setAttribute("tabindex", "-1");
  if (cls) node.classList.add("k-" + cls);
  if (!node.textContent) { node.classList.add("z"); node.append(make("span", {class: "om"}, "∅")); }
  if (!$("sup", node)) node.append(make("sup", {"aria-hidden": "true"}, String(number)));
}
function entriesAgain() {
  const changed = state.base !== DATA.base || state.w !== DEFAULT.w;
  const on = new Map();
  for (const item of $$(".e")) {
    const number = +item.dataset.u, show = visible(number);
    on.set(number, show);
    item.classList.toggle("off", !show);
    if (changed || item.dataset.again) {
      const keep = [$(".no", item), $(".mv", item)].filter(Boolean);
      item.replaceChildren(keep[0], " ", ...entryContent(number), " ", ...keep.slice(1));
      item.dataset.again = "1";
    }
  }
  for (const link of $$(".v")) link.classList.toggle("off", !on.get(+link.dataset.u));
}
function inlineNotes() {
  $$(".il").forEach(n => n.remove());
  if (state.notes !== "inline") return;
  for (const link of $$(".cell.base .v:not(.off)"))
    link.after(make("span", {class: "il"}, ...entryContent(+link.dataset.u)));
}
function variants() { return $$(".cell.base .v:not(.off)"); }
function select(scroll) {
  $$(".on,.pair").forEach(n => n.classList.remove("on", "pair"));
  $$(".cell .v[tabindex='0']").forEach(n => n.setAttribute("tabindex", "-1"));
  const all = variants(), first = all[0];
  if (!state.app) {
    if (first) first.setAttribute("tabindex", "0");
    $("#where").textContent = `${all.length} variants shown`;
    if (scroll && state.p) document.getElementById(state.p)?.scrollIntoView({block: "start"});
    popup(null);
    return;
  }
  $$(`[data-u="${state.app}"]`).forEach(n => n.classList.add("on"));
  const other = partner(+state.app);
  if (other) $$(`[data-u="${other}"]`).forEach(n => n.classList.add("pair"));
  const here = all.find(n => n.dataset.u === state.app) || $(`.v[data-u="${state.app}"]`);
  $("#where").textContent = `variant ${all.indexOf(here) + 1} of ${all.length}`;
  if (here) {
    here.setAttribute("tabindex", "0");
    if (scroll) { here.scrollIntoView({block: "center"}); if (document.activeElement !== $("#q")) here.focus({preventScroll: true}); }
  }
  popup(here);
}
function popup(at) {
  $("#pop")?.remove();
  const narrow = matchMedia("(max-width:40rem)").matches;
  if (!at || !(state.notes === "popup" || narrow)) return;
  const pop = make("div", {id: "pop", role: "note"}, ...entryContent(+at.dataset.u));
  if (narrow) pop.className = "sheet";
  else {
    const box = at.getBoundingClientRect();
    pop.style.left = Math.max(8, Math.min(box.left, innerWidth - 400)) + scrollX + "px";
    pop.style.top = box.bottom + scrollY + 6 + "px";
  }
  document.body.append(pop);
}
function step(by) {
  const all = variants();
  if (!all.length) return;
  let at = all.findIndex(n => n.dataset.u === state.app);
  if (at < 0) at = by > 0 ? all.findIndex(n => n.getBoundingClientRect().top > 0) - 1 : all.length;
  const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  set({app: next.dataset.u, p: next.closest(".row").id}, true);
}
function stepPassage(by) {
  let at = ROWS.findIndex(r => r.id === state.p);
  if (at < 0) at = by > 0 ? -1 : 1;
  const next = ROWS[Math.min(Math.max(at + by, 0), ROWS.length - 1)];
  if (next) { set({p: next.id, app: ""}, true); $("a", next)?.focus({preventScroll: true}); }
}

// ---- table and graph of one passage -------------------------------------------------------
function pieces(row) {
  return shown().map(s => {
    const cell = $(`.cell[data-w="${CSS.escape(s)}"] p`, row), list = [""], units = [];
    const words = node => [...node.childNodes].map(n =>
      n.nodeName === "SUP" || n.className === "om" || n.className === "gap" ? "" : n.nodeType === 3 ? n.data : words(n)).join("");
    for (const node of cell.childNodes) {
      if (node.dataset?.u) { units.push(node.dataset.u); list.push(words(node), ""); }
      else if (!node.classList?.contains("il")) list[list.length - 1] += node.nodeType === 3 ? node.data : words(node);
    }
    return {s, list: list.map(t => t.trim()), units, lang: cell.lang, dir: cell.dir};
  });
}
function panel() {
  const box = $("#panel"), open = state.v === "table" || state.v === "graph";
  box.hidden = !open;
  if (!open) return;
  const row = document.getElementById(state.p) || ROWS[0];
  if (!row) return;
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
  const body = found.map(f => make("tr", {}, make("th", {scope: "row"}, f.s), ...used.map(c => {
    const text = f.list[c] || "";
    return make("td", {lang: f.lang, dir: f.dir, class: c % 2 ? "" : "same"}, text || (c % 2 ? "∅" : ""));
  })));
  return make("div", {class: "wide", tabindex: "0", role: "region", "aria-label": "Alignment table"}, make("table", {}, make("tbody", {}, ...body)));
}
function svg(tag, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [k, v] of Object.entries(attributes)) node.setAttribute(k, v);
  node.append(...children);
  return node;
}
function graph(found, used) {
  const nodes = [], at = new Map();
  let x = 44, tallest = 1;
  for (const c of used) {
    const groups = new Map();
    for (const f of found) if (f.list[c]) groups.set(f.list[c], [...(groups.get(f.list[c]) || []), f.s]);
    const width = Math.max(...[...groups.keys()].map(t => Math.min(t.length, 28))) * 7.6 + 16;
    [...groups].forEach(([text, sigla], n) => {
      const node = {text, sigla, x, y: 44 + n * 54, width, c: used.indexOf(c)};
      nodes.push(node);
      for (const s of sigla) at.set(s + "|" + c, node);
    });
    tallest = Math.max(tallest, groups.size);
    x += width + 56;
  }
  const edges = new Map();
  for (const f of found) {
    let last = {x: 0, y: 44, width: 8, c: -1};
    for (const c of used) {
      const node = at.get(f.s + "|" + c);
      if (!node) continue;
      const key = `${last.x},${last.y},${node.x},${node.y}`;
      if (!edges.has(key)) edges.set(key, {from: last, to: node, sigla: []});
      edges.get(key).sigla.push(f.s);
      last = node;
    }
  }
  const drawn = [...edges.values()].map(({from, to, sigla}) => {
    const a = from.x + from.width, b = to.x, y1 = from.y + 15, y2 = to.y + 15, m = (a + b) / 2,
      lift = to.c - from.c > 1 ? 44 : 0;
    return svg("g", {}, svg("path", {d: `M${a} ${y1}C${m} ${y1 - lift} ${m} ${y2 - lift} ${b} ${y2}`, fill: "none", stroke: "currentColor", "stroke-width": 1 + sigla.length / 2, opacity: .55}),
      svg("text", {x: m, y: (y1 + y2) / 2 - 4 - lift * .75, "text-anchor": "middle", fill: "currentColor"}, sigla.length === found.length ? "all" : sigla.join(" ")));
  });
  const boxes = nodes.map(n => svg("g", {}, svg("title", {}, `${n.text} (${n.sigla.join(" ")})`),
    svg("rect", {x: n.x, y: n.y, width: n.width, height: 30, rx: 6, fill: "none", stroke: "currentColor"}),
    svg("text", {x: n.x + 8, y: n.y + 20, fill: "currentColor"}, n.text.length > 28 ? n.text.slice(0, 27) + "…" : n.text)));
  const height = 60 + tallest * 54;
  return make("div", {class: "wide", tabindex: "0", role: "region", "aria-label": "Variant graph"},
    svg("svg", {width: x, height, viewBox: `0 0 ${x} ${height}`, role: "img", "aria-label": "Variant graph: " + nodes.map(n => n.text).join(" | ")}, ...drawn, ...boxes));
}

// ---- search -------------------------------------------------------------------------------
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
        if (!walker.currentNode.parentElement.closest(".off,sup")) hits.push(range);
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

// ---- cite and export ----------------------------------------------------------------------
function save(name, type, text) {
  const link = make("a", {download: name, href: URL.createObjectURL(new Blob([text], {type}))});
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
const shownUnits = () => $$(".e:not(.off)").map(e => +e.dataset.u);
function csv() {
  const cell = t => { const s = /^[=+\-@\t\r]/.test(t) ? "'" + t : t; return /[",\n]/.test(s) ? `"${s.replaceAll('"', '""')}"` : s; };
  const lines = [["entry", "locus", "lemma", "reading", "witnesses", "class"]];
  for (const n of shownUnits()) {
    const {unit, lemma, others} = seen(n);
    for (const r of others) if (!off().has(r.cls))
      lines.push([String(n), unit.p, lemma ? lemma.text : "", r.text, r.sigla.join(" "), r.cls]);
  }
  return lines.map(l => l.map(cell).join(",")).join("\r\n") + "\r\n";
}
function tei() {
  const esc = t => t.replace(/[&<>"]/g, c => ({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})[c]);
  const wit = sigla => sigla.map(s => "#" + esc(s)).join(" ");
  const apps = shownUnits().map(n => {
    const {unit, lemma, others, lost} = seen(n);
    const readings = others.filter(r => !off().has(r.cls)).map(r => `<rdg wit="${wit(r.sigla)}"${r.cls ? ` type="${esc(r.cls)}"` : ""}>${esc(r.text)}</rdg>`);
    if (lost.length) readings.push(`<rdg type="lac" wit="${wit(lost)}"/>`);
    return `<app n="${n}" loc="${esc(unit.p)}">${lemma ? `<lem wit="${wit(lemma.sigla)}">${esc(lemma.text)}</lem>` : ""}${readings.join("")}</app>`;
  });
  return `<listApp xmlns="http://www.tei-c.org/ns/1.0">\n${apps.join("\n")}\n</listApp>\n`;
}
function dialog(title, ...content) {
  $("#dialog-title").textContent = title;
  $("#dialog-body").replaceChildren(...content);
  $("#dialog").showModal();
}
function cite() {
  const lines = [`${DATA.title}.`, state.p ? `${$("h2 a", document.getElementById(state.p)).textContent}.` : "",
    state.app ? `Variant ${state.app}: ${entryContent(+state.app).map(p => p.textContent ?? p).join("")}.` : "",
    `Made with ${DATA.tool} (${DATA.signature}).`,
    ...DATA.inputs.map(i => `${i.siglum}: ${i.name}, sha256 ${i.sha256}`), location.href];
  dialog("How to cite this place", make("pre", {}, lines.filter(Boolean).join("\n")));
}
const KEYS = [["j / k", "next, previous variant"], ["n / p", "next, previous passage"], ["t", "to the other place of a transposed block"],
  ["1 – 9", "choose the base"], ["f", "versions, kinds, display"], ["/", "search; Enter for the next place"], ["?", "these keys"], ["Esc", "close"]];
const help = () => dialog("Keys", make("dl", {}, ...KEYS.flatMap(([k, what]) => [make("dt", {}, make("kbd", {}, k)), make("dd", {}, what)])));

// ---- events -------------------------------------------------------------------------------
function listen() {
  $$("#tools [name=view]").forEach(i => i.addEventListener("change", () => set({v: i.value})));
  $("#base").addEventListener("change", e => set({base: e.target.value}));
  $("#wits").addEventListener("change", () => {
    const on = $$("#wits input").filter(i => i.checked).map(i => i.value);
    const order = shown().filter(s => on.includes(s)).concat(on.filter(s => !shown().includes(s)));
    set({w: (order.length ? order : [state.base]).join(",")});
  });
  $$("#wits .left").forEach(b => b.addEventListener("click", () => {
    const list = shown(), at = list.indexOf(b.dataset.w);
    if (at > 0) { [list[at - 1], list[at]] = [list[at], list[at - 1]]; set({w: list.join(",")}); }
  }));
  $("#kinds").addEventListener("change", () => set({off: $$("#kinds input").filter(i => !i.checked).map(i => i.value).join(",")}));
  $$("#kinds .layer").forEach(b => b.addEventListener("click", () => {
    const kinds = b.dataset.kinds.split(",");
    set({off: $$("#kinds input").map(i => i.value).filter(k => !kinds.includes(k)).join(",")});
  }));
  for (const [id, key] of [["heat", "heat"], ["brackets", "br"], ["keys", "keys"]])
    $("#" + id).addEventListener("change", e => set({[key]: e.target.checked ? "1" : "0"}));
  $("#notes").addEventListener("change", e => set({notes: e.target.value}));
  $("#q").addEventListener("input", e => set({q: e.target.value}));
  $("#q").addEventListener("keydown", e => { if (e.key === "Enter") { e.preventDefault(); nextHit(e.shiftKey ? -1 : 1); } });
  $("#prev").addEventListener("click", () => step(-1));
  $("#next").addEventListener("click", () => step(1));
  $("#help").addEventListener("click", help);
  $("#close").addEventListener("click", () => $("#dialog").close());
  $("#cite").addEventListener("click", cite);
  $("#csv").addEventListener("click", () => save("variants.csv", "text/csv", csv()));
  $("#tei").addEventListener("click", () => save("variants.xml", "application/xml", tei()));
  $("#json").addEventListener("click", () => save("variants.json", "application/json", $("#data").textContent));
  $("#tools").addEventListener("submit", e => e.preventDefault());
  document.addEventListener("click", e => {
    const link = e.target.closest?.("a.v, a.no, a.mv");
    if (!link) return;
    e.preventDefault();
    const number = link.dataset.u || link.closest(".e").dataset.u, go = link.classList.contains("mv") ? String(partner(+number)) : number;
    set({app: go, p: $(`.v[data-u="${go}"]`)?.closest(".row").id || state.p}, link.className !== "v" );
    if (link.classList.contains("v") && state.notes === "foot") $(`#app-${go}`)?.scrollIntoView({block: "nearest"});
  });
  for (const type of ["mouseover", "mouseout"]) document.addEventListener(type, e => {
    const number = e.target.closest?.("[data-u]")?.dataset.u, other = number && partner(+number);
    if (other) $$(`[data-u="${other}"]`).forEach(n => n.classList.toggle("pair", type === "mouseover"));
  });
  addEventListener("hashchange", () => { state = fromFragment(); apply(true); });
  document.addEventListener("keydown", keys);
}
function keys(e) {
  if (e.key === "Escape") { $("#pop")?.remove(); $("#filters").open = false; return; }
  if (state.keys !== "1" || e.ctrlKey || e.metaKey || e.altKey || $("#dialog").open) return;
  if (/^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName) && e.target.type !== "checkbox" && e.target.type !== "radio") return;
  const act = {j: () => step(1), k: () => step(-1), n: () => stepPassage(1), p: () => stepPassage(-1),
    f: () => { $("#filters").open = !$("#filters").open; $("#filters summary").focus(); },
    t: () => { const o = state.app && partner(+state.app); if (o) set({app: String(o), p: $(`.v[data-u="${o}"]`).closest(".row").id}, true); },
    "/": () => $("#q").focus(), "?": help}[e.key];
  if (act) { e.preventDefault(); act(); }
  else if (/^[1-9]$/.test(e.key) && SIGLA[e.key - 1]) set({base: SIGLA[e.key - 1]});
}

// One stop for the keyboard among the variants; the rest are reached with j and k.
function rove(nodes, from = 0) {
  for (const node of nodes.slice(from, from + 2000)) if (node.getAttribute("tabindex") !== "0") node.setAttribute("tabindex", "-1");
  if (from + 2000 < nodes.length) (globalThis.requestIdleCallback || setTimeout)(() => rove(nodes, from + 2000));
}

document.body.classList.add("scripted");
$$(".js:not(#panel)").forEach(n => { n.hidden = false; });
state = fromFragment();
listen();
apply.last = {...DEFAULT, off: ""};  // what the page is before the script: nothing is done twice
rove($$(".v"));
apply(Boolean(state.app || state.p));
})();
