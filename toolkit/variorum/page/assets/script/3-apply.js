
// ---- applying the state: rows near the screen at once, the rest when the browser has time -----
const drawn = new Map(ROWS.map(row => [row, {base: DATA.base, w: DEFAULT.w, off: "", notes: "foot", under: null}]));
// A page that never idles (a busy machine, a tab behind others) still comes to its end.
const later = globalThis.requestIdleCallback ? f => requestIdleCallback(f, {timeout: 200}) : (f => setTimeout(f, 16));
let stale = new Set(ROWS), waiting = false, listed = null, stop = null;

function apply(scroll) {
  const body = document.body, before = apply.last;
  body.dataset.view = state.v;
  body.dataset.notes = notes();
  body.classList.toggle("heat", state.heat === "1");
  body.classList.toggle("nobrackets", state.br !== "1");
  body.classList.toggle("columns", state.columns === "1");
  body.classList.toggle("numbers", state.nr === "1");
  body.classList.toggle("negative", state.neg === "1");
  body.classList.toggle("only", state.o === "1");
  controls();
  if (["base", "w", "off", "notes", "u", "v"].some(key => before[key] !== state[key])) {
    stale = new Set(ROWS);
    listed = null;
    $("#basename").textContent = state.base;
  }
  if (["base", "w", "off", "o"].some(key => before[key] !== state[key])) folds();
  near().forEach(refresh);
  panel();
  select(scroll);
  if (before.q !== state.q) search();
  apply.last = {...state};
  idle();
}
function idle() {
  if (waiting || !stale.size) return;
  waiting = true;
  later(() => {
    waiting = false;
    const until = performance.now() + 12;  // ms: less than a frame
    for (const row of stale) { refresh(row); if (performance.now() > until) break; }
    idle();
  });
}
function settle() { for (const row of stale) refresh(row); }
function near() {
  let low = 0, high = ROWS.length;
  while (low < high) { const m = (low + high) >> 1; if (ROWS[m].getBoundingClientRect().bottom < -innerHeight / 2) low = m + 1; else high = m; }
  const found = [];
  for (let at = low; at < ROWS.length && found.length < 40; at++) {
    if (ROWS[at].getBoundingClientRect().top > innerHeight * 1.5) break;
    found.push(ROWS[at]);
  }
  return found.filter(row => stale.has(row));
}
function refresh(row) {
  if (!stale.delete(row)) return;
  const was = drawn.get(row), now = {base: state.base, w: state.w, off: state.off, notes: notes(), under: under()};
  const rebased = was.base !== now.base, recast = rebased || was.w !== now.w, changed = recast || was.off !== now.off;
  drawn.set(row, now);
  if (recast || was.under !== now.under) cells(row);
  if (recast) heads(row);
  if ((was.notes === "side") !== (now.notes === "side")) beside(row);
  if (rebased) links(row);
  if (changed) entriesAgain(row);
  if (changed || was.notes !== now.notes) inlineNotes(row);
  for (const link of $$(".v", row)) if (link !== stop) link.tabIndex = -1;  // one stop for the keyboard: j and k reach the rest
}
function controls() {
  $$("#tools [name=view]").forEach(i => { i.checked = i.value === state.v; });
  $("#base").value = state.base;
  $$("#wits input").forEach(i => { i.checked = shown().includes(i.value); });
  $$("#kinds input").forEach(i => { i.checked = !off().has(i.value); });
  $("#heat").checked = state.heat === "1";
  $("#brackets").checked = state.br === "1";
  $("#keys").checked = state.keys === "1";
  $("#columns").checked = state.columns === "1";
  $("#notes").value = notes();
  $("#numbers").checked = state.nr === "1";
  $("#negative").checked = state.neg === "1";
  if ($("#only")) $("#only").checked = state.o === "1";
  $("#under").value = under() ?? "";
  if ($("#q") !== document.activeElement) $("#q").value = state.q;
}
function cells(row) {
  const order = shown();
  for (const cell of $$(".cell", row)) {
    const own = siglaOf(cell), places = own.map(s => order.indexOf(s)).filter(at => at >= 0);
    cell.classList.toggle("base", own.includes(state.base));
    cell.classList.toggle("under", own.includes(under()));
    cell.classList.toggle("off", !places.length);
    cell.style.order = Math.min(...places, order.length);
  }
}
// Beside the text the entries begin where their passage does: they float from its first line.
function beside(row) {
  const list = $(".app", row);
  if (list) notes() === "side" ? $("h2", row).after(list) : $(".cells", row).after(list);
}
// Over a cell: who of those that are shown read what it has, the base marked.
function heads(row) {
  const order = shown();
  for (const cell of $$(".cell:not(.off)", row)) {
    const own = siglaOf(cell).filter(s => order.includes(s)), title = DATA.titles[own[0]];
    const named = own.flatMap((s, n) => [n ? " " : "", make("bdi", s === state.base ? {class: "is", title: DATA.titles[s]} : {title: DATA.titles[s]}, s)]);
    $("h3", cell).replaceChildren(...named, ...(own.length === 1 && title !== own[0] ? [" ", make("small", {}, title)] : []));
  }
}
// Passages without a variant that is shown are folded; a click brings those of one place back.
function folds() {
  $$(".fold").forEach(n => n.remove());
  if (state.o !== "1") return;
  const varied = new Set(variants().map(rowOf));
  let run = [];
  const close = before => { if (run.length) before(foldOf(run)); run = []; };
  for (const row of ROWS) {
    const plain = !varied.has(row);
    row.classList.toggle("plain", plain);
    row.classList.remove("open");
    if (plain) run.push(row); else close(button => row.before(button));
  }
  close(button => ROWS.at(-1).after(button));
}
function foldOf(run) {
  const button = make("button", {type: "button", class: "fold"}, run.length === 1 ? "1 passage without variants" : `${run.length} passages without variants`);
  button.addEventListener("click", () => { run.forEach(row => row.classList.add("open")); button.remove(); });
  return button;
}
// What is a link depends on the base: its own words, and those of versions that part from it.
function links(row) {
  for (const cell of $$(".cell", row)) {
    const [first] = siglaOf(cell), base = siglaOf(cell).includes(state.base);
    for (const node of $$("[data-u]", cell)) {
      const unit = DATA.units[node.dataset.u - 1], own = readingOf(unit, state.base), j = readingOf(unit, first);
      if (j < 0) continue;
      const link = base || j !== own;
      if (link !== node.classList.contains("v")) turn(node, link, node.dataset.u, classAgainst(unit, Math.max(own, 0), j));
    }
  }
}
function turn(node, link, number, cls) {
  node.classList.toggle("v", link);
  if (!link) { node.removeAttribute("href"); node.removeAttribute("tabindex"); return; }
  node.href = "#app-" + number;
  if (cls) node.classList.add("k-" + cls);
  if (!node.textContent) { node.classList.add("z"); node.append(make("span", {class: "om"})); node.setAttribute("aria-label", `no words, entry ${number}`); }
}
function entriesAgain(row) {
  const changed = state.base !== DATA.base || state.w !== DEFAULT.w, on = new Map();
  for (const item of $$(".e", row)) {
    const number = +item.dataset.u, show = visible(number);
    on.set(item.dataset.u, show);
    item.classList.toggle("off", !show);
    if (changed || item.dataset.again) {
      const keep = [$(".no", item), $(".mv", item)].filter(Boolean);
      item.replaceChildren(keep[0], " ", ...entryContent(number), " ", ...keep.slice(1));
      item.dataset.again = "1";
    }
  }
  for (const link of $$(".v", row)) link.classList.toggle("off", !on.get(link.dataset.u));
}
function inlineNotes(row) {
  $$(".il", row).forEach(n => n.remove());
  if (notes() !== "inline") return;
  for (const link of $$(".cell.base .v:not(.off)", row))
    link.after(make("span", {class: "il"}, ...entryContent(+link.dataset.u)));
  for (const term of $$(".tm", row)) term.after(make("span", {class: "il", lang: "ru"}, termContent(row, term.dataset.t, "b")));
}
const termContent = (row, number, part) => $(`.terms [data-t="${number}"]${part ? " " + part : ""}`, row).textContent;

// ---- the chosen variant -------------------------------------------------------------------
const rowOf = number => document.getElementById("app-" + number)?.closest(".row");
function variants() { return listed ??= $$(".e").map(e => +e.dataset.u).filter(visible); }
function anchor(number) {
  const row = rowOf(number);
  if (!row) return null;
  refresh(row);
  return $(`.cell.base .v[data-u="${number}"]`, row) || $(`.v[data-u="${number}"]`, row);
}
const marked = number => { const row = rowOf(number); return row ? $$(`[data-u="${number}"]`, row) : []; };
// An entry that stands where the reader does not look is shown beside the word.
function inSight(number) {
  const box = document.getElementById("app-" + number)?.getBoundingClientRect();
  return Boolean(box?.height && box.top >= 0 && box.bottom <= innerHeight);
}
function tip(link) {
  $("#tip")?.remove();
  if (!link || !/^(rows|read)$/.test(state.v) || link.classList.contains("off")) return;
  const box = link.getBoundingClientRect(), card = make("div", {id: "tip", role: "tooltip", dir: DATA.dir}, ...entryContent(+link.dataset.u));
  document.body.append(card);
  const low = box.bottom + 6 + card.offsetHeight < innerHeight;
  card.style.left = Math.max(8, Math.min(box.left, innerWidth - card.offsetWidth - 16)) + scrollX + "px";
  card.style.top = (low ? box.bottom + 6 : box.top - card.offsetHeight - 6) + scrollY + "px";
  link.setAttribute("aria-describedby", "tip");
}
function select(scroll) {
  const behavior = apply.last.opening ? "instant" : "auto";  // no ride down the page when it opens
  $$(".on,.pair").forEach(n => n.classList.remove("on", "pair"));
  const all = variants(), here = anchor(+state.app || all[0]);
  if (stop) stop.tabIndex = -1;
  stop = here;
  if (stop) stop.tabIndex = 0;
  if (!state.app) {
    $("#where").textContent = all.length ? `${all.length} variant${all.length > 1 ? "s" : ""} shown` : "no variants";
    $("#prev").disabled = $("#next").disabled = !all.length;
    tip(null);
    if (scroll && state.p) document.getElementById(state.p)?.scrollIntoView({block: "start", behavior});
    popup(null);
    return;
  }
  marked(+state.app).forEach(n => n.classList.add("on"));
  marked(partner(+state.app)).forEach(n => n.classList.add("pair"));
  $("#where").textContent = `variant ${all.indexOf(+state.app) + 1} of ${all.length}`;
  if (here && scroll) {
    here.scrollIntoView({block: "center", behavior});
    if (document.activeElement !== $("#q")) here.focus({preventScroll: true});
  }
  popup(here, here && entryContent(+state.app));
  tip(here && !$("#pop") && !inSight(+state.app) ? here : null);
}
function popup(at, content) {
  $("#pop")?.remove();
  const narrow = matchMedia("(max-width:40rem)").matches, term = at?.classList.contains("tm");
  if (!at || !(term || notes() === "popup" || narrow)) return;
  const pop = make("div", {id: "pop", role: "note"}, ...content);
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
  let at = all.indexOf(+state.app);
  if (at < 0) {
    at = all.findIndex(n => rowOf(n).getBoundingClientRect().bottom > 0);
    at = by > 0 ? Math.max(at, 0) - 1 : at < 0 ? all.length : at;
  }
  const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  set({app: String(next), p: rowOf(next).id}, true);
}
function stepPassage(by) {
  let at = ROWS.findIndex(r => r.id === state.p);
  if (at < 0) at = by > 0 ? -1 : 1;
  const next = ROWS[Math.min(Math.max(at + by, 0), ROWS.length - 1)];
  if (next) { set({p: next.id, app: ""}, true); $("a", next)?.focus({preventScroll: true}); }
}
