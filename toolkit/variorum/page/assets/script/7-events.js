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
  $$("#wits .many").forEach(b => b.addEventListener("click", () => {
    const want = {all: SIGLA, none: [state.base], invert: SIGLA.filter(s => s === state.base || !shown().includes(s))}[b.dataset.many];
    set({w: joined(want)});
  }));
  $$("#layers .layer").forEach(b => b.addEventListener("click", () => {
    const kinds = b.dataset.kinds.split(",");
    set({off: $$("#kinds input").map(i => i.value).filter(k => !kinds.includes(k)).join(",")});
  }));
  for (const [id, key] of [["heat", "heat"], ["brackets", "br"], ["keys", "keys"], ["columns", "columns"], ["numbers", "nr"], ["negative", "neg"], ["only", "o"]])
    $("#" + id)?.addEventListener("change", e => set({[key]: e.target.checked ? "1" : "0"}));
  $("#notes").addEventListener("change", e => set({notes: e.target.value}));
  $("#under").addEventListener("change", e => set({u: e.target.value || "-"}));
  $("#q").addEventListener("input", e => typed(e.target.value));
  $("#q").addEventListener("keydown", e => { if (e.key === "Enter") { e.preventDefault(); if ($("#q").value !== state.q) set({q: $("#q").value}); nextHit(e.shiftKey ? -1 : 1); } });
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
    if (!link && !e.target.closest?.("#pop")) popup(null);
    if (!link) return;
    if (!link.getAttribute("href").startsWith("#")) return;  // to another part of the edition
    e.preventDefault();
    const number = link.dataset.u || link.closest(".e").dataset.u, go = link.classList.contains("mv") ? String(partner(+number)) : number;
    set({app: go, p: rowOf(go)?.id || state.p}, !link.classList.contains("v"));
    if (link.classList.contains("v") && notes() === "foot") $(`#app-${go}`)?.scrollIntoView({block: "nearest"});
  });
  for (const type of ["mouseover", "mouseout"]) document.addEventListener(type, e => {
    const number = e.target.closest?.("[data-u]")?.dataset.u, other = number && partner(+number);
    if (other) marked(other).forEach(n => n.classList.toggle("pair", type === "mouseover"));
    const word = e.target.closest?.("a.v");
    if (word && notes() !== "inline") tip(type === "mouseover" && !$("#pop") ? word : null);
  });
  document.addEventListener("focusin", e => { if (e.target.matches?.("a.v:focus-visible") && !$("#pop") && !inSight(e.target.dataset.u)) tip(e.target); });
  document.addEventListener("focusout", e => { if (e.target.matches?.("a.v")) tip(null); });
  strip();
  addEventListener("hashchange", () => { state = fromFragment(); apply(true); });
  document.addEventListener("keydown", keys);
  addEventListener("beforeprint", settle);
}
// The strip of the whole text: a click or an arrow leads to a part of it.
function strip() {
  const box = $("#minimap");
  if (!box) return;
  const parts = $$("rect", box), here = svg("rect", {class: "here", x: 0, width: 1, height: 1});
  const places = parts.map(part => ROWS.indexOf(document.getElementById(part.dataset.r)));
  box.append(here);
  const go = n => { if (n !== undefined && parts[n]) set({p: parts[n].dataset.r, app: "", v: state.v === "overview" ? DEFAULT.v : state.v}, true); };
  const mark = () => {
    const row = ROWS.findIndex(r => r.getBoundingClientRect().bottom > $("#tools").offsetHeight + 1), n = Math.max(places.findLastIndex(p => p <= row), 0);
    here.setAttribute("x", n);
    box.setAttribute("aria-valuenow", n + 1);
    box.setAttribute("aria-valuetext", $("h2", ROWS[places[n]]).textContent);
  };
  let due = false;
  addEventListener("scroll", () => { if (!due) { due = true; requestAnimationFrame(() => { due = false; mark(); }); } }, {passive: true});
  box.addEventListener("click", e => go(Math.floor((e.clientX - box.getBoundingClientRect().left) / box.clientWidth * parts.length)));
  box.addEventListener("keydown", e => {
    const now = +box.getAttribute("aria-valuenow") - 1;
    const to = {ArrowRight: now + 1, ArrowUp: now + 1, ArrowLeft: now - 1, ArrowDown: now - 1, PageUp: now + 10, PageDown: now - 10, Home: 0, End: parts.length - 1}[e.key];
    if (to === undefined) return;
    e.preventDefault();
    go(Math.min(Math.max(to, 0), parts.length - 1));
    box.focus({preventScroll: true});
  });
  mark();
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
  if (e.key === "Escape") { $("#pop")?.remove(); tip(null); $("#filters").open = false; return; }
  if (state.keys !== "1" || e.ctrlKey || e.metaKey || e.altKey || $("#dialog").open) return;
  if (/^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName) && e.target.type !== "checkbox" && e.target.type !== "radio") return;
  const act = {j: () => step(1), k: () => step(-1), n: () => stepPassage(1), p: () => stepPassage(-1),
    o: () => set({o: state.o === "1" ? "0" : "1"}), f: () => { $("#filters").open = !$("#filters").open; $("#filters summary").focus(); },
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
