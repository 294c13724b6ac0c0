// ---- cite and export ----------------------------------------------------------------------
function save(name, type, text) {
  const link = make("a", {download: name, href: URL.createObjectURL(new Blob([text], {type}))});
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
// A unit without what is hidden, which counts as agreeing with the lemma: so `--hide` has it.
function kept(number) {
  const not = off(), {unit, lemma, others, lost} = seen(number), gone = lemma ? others.filter(r => not.has(r.cls)) : [];
  const [lead, ...more] = lemma ? lemma.sigla : [];
  const sigla = gone.length ? [lead, ...[...more, ...gone.flatMap(r => r.sigla)].sort()] : lemma?.sigla;
  return {unit, lemma: lemma && {...lemma, sigla}, others: others.filter(r => !gone.includes(r)), lost};
}
// The columns and the guard against formulas are those of `variorum apparatus --format csv`.
function csv() {
  const safe = t => /^'*[=+\-@\t\r]/.test(t) ? "'" + t : t;
  const cell = t => /[",\r\n]/.test(safe(t)) ? `"${safe(t).replaceAll('"', '""')}"` : safe(t);
  const lines = [["unit", "passage", "first", "last", "after", "lemma", "reading", "witness", "class", "layer", "transposition"]];
  for (const {unit, lemma, others, lost} of variants().map(kept)) {
    const head = [unit.i, ...unit.q.map(String), lemma ? lemma.raw : "[lac]"];
    for (const r of lemma ? [lemma, ...others] : others) for (const s of r.sigla) lines.push([...head, r.raw, s, r.cls, unit.y, unit.a]);
    for (const s of lost) lines.push([...head, "", s, "lacuna", unit.y, unit.a]);
  }
  return lines.map(l => l.map(cell).join(",")).join("\r\n") + "\r\n";
}
function tei() {
  const esc = t => t.replace(/[&<>"]/g, c => ({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})[c]);
  const wit = sigla => sigla.map(s => "#" + esc(s)).join(" ");
  const apps = variants().map(n => {
    const {unit, lemma, others, lost} = kept(n);
    const readings = others.map(r => `<rdg wit="${wit(r.sigla)}"${r.cls ? ` type="${esc(r.cls)}"` : ""}>${esc(r.text)}</rdg>`);
    if (lost.length) readings.push(`<rdg type="lac" wit="${wit(lost)}"/>`);
    return `<app n="${n}" loc="${esc(unit.p)}">${lemma ? `<lem wit="${wit(lemma.sigla)}">${esc(lemma.text)}</lem>` : ""}${readings.join("")}</app>`;
  });
  return `<listApp xmlns="http://www.tei-c.org/ns/1.0">\n${apps.join("\n")}\n</listApp>\n`;
}
// The JSON of the command that made the page, byte for byte.
async function whole() {
  const node = $("#whole");
  if (node.type === "application/json")
    return node.textContent.replace(/\\(u003c|u003e|u0026|u2028|u2029|.)/g, (all, code) => code.length > 1 ? String.fromCharCode(parseInt(code.slice(1), 16)) : all);
  const bytes = Uint8Array.from(atob(node.textContent), c => c.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).blob();
}
function copy() {
  const area = make("textarea", {class: "sr", readonly: ""});
  area.value = variants().map(n => `${n} ${entryContent(n).map(p => p.textContent ?? p).join("")}`).join("\n");
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  $("#where").textContent = done ? `${variants().length} entries copied` : "the browser does not let the page copy";
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

