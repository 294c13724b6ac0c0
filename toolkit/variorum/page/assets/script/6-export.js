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
// A whole document by parallel segmentation: the base as it stands here, and the variants shown.
const esc = t => String(t).replace(/[&<>"]/g, c => ({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})[c]);
const nameOf = siglum => DATA.ids[siglum] || siglum;
function tei() {
  const own = SIGLA.filter(s => shown().includes(s)), on = new Set(variants());
  const listed = own.map(s => `<witness xml:id="${esc(nameOf(s))}">${DATA.ids[s] ? `<idno type="siglum">${esc(s)}</idno> ` : ""}${esc(DATA.titles[s] || s)}</witness>`);
  const passages = ROWS.map(row => {
    const cell = $("p", cellOf(row, state.base));
    const text = [...cell.childNodes].map(n => on.has(+n.dataset?.u) ? app(+n.dataset.u) : esc(n.nodeType === 3 ? n.data : wordsOf(n))).join("");
    return `<p n="${esc($("h2 a", row).textContent.replace("§ ", ""))}">${text}</p>`;
  });
  const lang = ROWS[0] && $("p", cellOf(ROWS[0], state.base)).lang, title = esc(DATA.title || "Critical apparatus");
  return `<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader>
<fileDesc>
<titleStmt><title>${title}</title></titleStmt>
<publicationStmt><p>Unpublished; saved from a reading page, with the variants that it showed.</p></publicationStmt>
<sourceDesc>
<listWit>
${listed.join("\n")}
</listWit>
</sourceDesc>
</fileDesc>
<encodingDesc>
<appInfo><application ident="variorum" version="${esc(DATA.tool.split(" ")[1])}"><label>${esc(DATA.tool)}</label><p>${esc(DATA.signature)}</p></application></appInfo>
<variantEncoding method="parallel-segmentation" location="internal"/>
${/[[\]]/.test(passages.join("")) ? `<editorialDecl><punctuation marks="all"><p>Square brackets are the witnesses’ own and stand in the text.</p></punctuation></editorialDecl>\n` : ""}</encodingDesc>
</teiHeader>
<text${lang && lang !== "und" ? ` xml:lang="${esc(lang)}"` : ""}>
<body>
${passages.join("\n")}
</body>
</text>
</TEI>
`;
}
// An entry; readings stand where the base has nothing with the blanks that they need.
function app(number) {
  const {unit, lemma, others, lost} = kept(number), wit = sigla => sigla.map(s => "#" + esc(nameOf(s))).join(" ");
  const spaced = t => lemma?.text || !t ? t : `${/^[\p{L}\p{N}]/u.test(t) ? " " : ""}${t} `;
  const reading = (name, r) => `<${name}${r.sigla.length ? ` wit="${wit(r.sigla)}"` : ""}${r.cls && name === "rdg" ? ` type="${esc(r.cls)}"` : ""}>${esc(spaced(r.text))}</${name}>`;
  const lac = lost.length ? `<rdg type="lac" wit="${wit(lost)}"/>` : "";
  return `<app n="${esc(unit.i)}">${lemma ? reading("lem", lemma) : ""}${others.map(r => reading("rdg", r)).join("")}${lac}</app>`;
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
  ["1 – 9", "choose the base"], ["o", "only passages with variants"], ["f", "versions, display, export"], ["/", "search; Enter for the next place"], ["?", "these keys"], ["Esc", "close"]];
const help = () => dialog("Keys", make("dl", {}, ...KEYS.flatMap(([k, what]) => [make("dt", {}, make("kbd", {}, k)), make("dd", {}, what)])));

