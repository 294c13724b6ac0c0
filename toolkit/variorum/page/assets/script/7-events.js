// ---- events -------------------------------------------------------------------------------
function listen() {
  $$("#tools [name=view]").forEach(i => i.addEventListener("change", () => set({v: i.value})));
  $("#base").addEventListener("change", e => set({base: e.target.value}));
  $("#wits").addEventListener("change", () => {
    const on = $$("#wits input").filter(i => i.checked).map(i => i.value);
    const order = shown().filter(s => on.includes(s)).concat(on.filter(s => !shown().includes(s)));
    set({w: joined(order.length ? order : [state.base])});
  });
  $$("#wits .left").forEach(b => b.addEventListener("click", () => {
    const list = shown(), at = list.indexOf(b.dataset.w);
    if (at > 0) { [list[at - 1], list[at]] = [list[at], list[at - 1]]; set({w: joined(list)}); }
  }));
  $("#kinds").addEventListener("change", () => set({off: $$("#kinds input").filter(i => !i.checked).map(i => i.value).join(",")}));
  $$("#kinds .layer").forEach(b => b.addEventListener("click", () => {
    const kinds = b.dataset.kinds.split(",");
    set({off: $$("#kinds input").map(i => i.value).filter(k => !kinds.includes(k)).join(",")});
  }));
  for (const [id, key] of [["heat", "heat"], ["brackets", "br"], ["keys", "keys"], ["columns", "columns"]])
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
  $("#json")?.addEventListener("click", async () => save("variants.json", "application/json", await whole()));
  $("#copy").addEventListener("click", copy);
  $("#tools").addEventListener("submit", e => e.preventDefault());
  document.addEventListener("click", e => {
    const term = e.target.closest?.(".tm"), link = e.target.closest?.("a.v, a.no, a.mv");
    const inside = e.target.closest?.('a[href^="#"]:not(.v, .no, .mv, .skip)');
    if (inside && !(e.ctrlKey || e.metaKey || e.shiftKey)) { e.preventDefault(); follow(inside.getAttribute("href")); return; }
    if (term) { e.preventDefault(); popup(term, [termContent(term.closest(".row"), term.dataset.t)]); return; }
    if (!link) return;
    if (!link.getAttribute("href").startsWith("#")) return;  // to another part of the edition
    e.preventDefault();
    const number = link.dataset.u || link.closest(".e").dataset.u, go = link.classList.contains("mv") ? String(partner(+number)) : number;
    set({app: go, p: rowOf(go)?.id || state.p}, !link.classList.contains("v"));
    if (link.classList.contains("v") && state.notes === "foot") $(`#app-${go}`)?.scrollIntoView({block: "nearest"});
  });
  for (const type of ["mouseover", "mouseout"]) document.addEventListener(type, e => {
    const number = e.target.closest?.("[data-u]")?.dataset.u, other = number && partner(+number);
    if (other) marked(other).forEach(n => n.classList.toggle("pair", type === "mouseover"));
  });
  addEventListener("hashchange", () => { state = fromFragment(); apply(true); });
  document.addEventListener("keydown", keys);
  addEventListener("beforeprint", settle);
}
// A link within the page takes effect at once; hashchange would come a task later.
function follow(hash) {
  const target = document.getElementById(hash.slice(1));
  history.pushState(null, "", hash);
  state = fromFragment();
  apply(true);
  if (!target || state.app) return;  // the variant has been shown and has the focus
  if (state.v === "overview") target.scrollIntoView();
  const focused = target.matches(".row") ? $("a", target) : target;  // as the browser does: the keyboard goes on from there
  if (focused === target) target.tabIndex = -1;
  focused.focus({preventScroll: true});
}
function keys(e) {
  if (e.key === "Escape") { $("#pop")?.remove(); $("#filters").open = false; return; }
  if (state.keys !== "1" || e.ctrlKey || e.metaKey || e.altKey || $("#dialog").open) return;
  if (/^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName) && e.target.type !== "checkbox" && e.target.type !== "radio") return;
  const act = {j: () => step(1), k: () => step(-1), n: () => stepPassage(1), p: () => stepPassage(-1),
    f: () => { $("#filters").open = !$("#filters").open; $("#filters summary").focus(); },
    t: () => { const o = state.app && partner(+state.app); if (o) set({app: String(o), p: rowOf(o)?.id || state.p}, true); },
    "/": () => $("#q").focus(), "?": help}[e.key];
  if (act) { e.preventDefault(); act(); }
  else if (/^[1-9]$/.test(e.key) && SIGLA[e.key - 1]) set({base: SIGLA[e.key - 1]});
}

document.body.classList.add("scripted");
$$(".js:not(#panel)").forEach(n => { n.hidden = false; });
state = fromFragment();
listen();
apply.last = {...DEFAULT, off: "", opening: true};  // what the page is before the script: nothing is done twice
apply(Boolean(state.app || state.p));
