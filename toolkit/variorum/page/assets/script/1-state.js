// ---- what the page is, and the state that the fragment of its address keeps ------------------
const $ = (sel, at = document) => at.querySelector(sel);
const $$ = (sel, at = document) => [...at.querySelectorAll(sel)];
const DATA = JSON.parse($("#data").textContent);
const ROWS = $$(".row"), SIGLA = $$("#wits input").map(i => i.value);
const VIEWS = ["rows", "read", "table", "graph", "overview"];
const joined = list => list.map(s => s.replaceAll("%", "%25").replaceAll(",", "%2C")).join(",");
const parted = text => text.split(",").map(s => s.replaceAll("%2C", ",").replaceAll("%25", "%"));
const hidden = $$("#kinds input").filter(i => !i.checked).map(i => i.value);
const DEFAULT = {v: DATA.view, base: DATA.base, w: joined(SIGLA), off: hidden.join(","), p: "", app: "", q: "", heat: "1", br: "1",
  notes: "", keys: "1", columns: "0", nr: "0", neg: DATA.negative ? "1" : "0", o: "0", u: ""};
const RTL = DATA.dir === "rtl";
// A cell holds one witness, or copies that read alike in the whole row.
const keyOf = siglum => siglum.replace(/\s/gu, "\u00a0"), OF_KEY = new Map(SIGLA.map(s => [keyOf(s), s]));
const siglaOf = cell => cell.dataset.w.split(" ").map(k => OF_KEY.get(k));
const cellOf = (row, siglum) => $(`.cell[data-w~="${CSS.escape(keyOf(siglum))}"]`, row);
let state = {...DEFAULT};

function fromFragment() {
  const raw = location.hash.slice(1), read = {...DEFAULT};
  if (!raw.includes("=")) {
    if (raw.startsWith("app-") || raw.startsWith("v-")) return {...state, v: state.v === "read" ? "read" : "rows", app: raw.replace(/\D+/, "")};
    const v = state.v === "overview" ? "rows" : state.v;
    if (raw.startsWith("r-")) return {...state, v, p: raw, app: ""};
    if (raw.startsWith("term-") || raw === "overview") return {...state, v: "overview"};
    return {...state};
  }
  for (const [key, value] of new URLSearchParams(raw)) if (key in read) read[key] = value;
  if (!VIEWS.includes(read.v)) read.v = DATA.view;
  if (!SIGLA.includes(read.base)) read.base = DATA.base;
  const known = parted(read.w).filter(s => SIGLA.includes(s));
  read.w = joined(known.length ? known : SIGLA);
  if (!DATA.units[read.app - 1]) read.app = "";
  if (!document.getElementById(read.p)) read.p = "";
  return read;
}
function fragment() {
  const changed = Object.entries(state).filter(([k, v]) => v !== DEFAULT[k]);
  return changed.length ? "#" + new URLSearchParams(changed) : "#";
}
// Where nobody chose, the entries of a text that is read stand beside it, else under each passage.
const notes = () => state.notes || (state.v === "read" ? "side" : "foot");
// On a narrow screen one more version stands below the base.
const under = () => state.u === "-" ? null : SIGLA.includes(state.u) && state.u !== state.base ? state.u : shown().find(s => s !== state.base);
function set(change, scroll = false) {
  Object.assign(state, change);
  history.replaceState(null, "", fragment());
  apply(scroll);
}
const shown = () => parted(state.w);
const off = () => new Set(state.off ? state.off.split(",") : []);

