// ---- units seen from the chosen base ------------------------------------------------------
function classAgainst(unit, i, j) {
  return unit.k[i + "." + j] || "";
}
const readingOf = (unit, siglum) => unit.r.findIndex(([sigla]) => sigla.includes(siglum));
function seen(number) {
  const unit = DATA.units[number - 1], list = shown();
  const own = readingOf(unit, state.base);
  const against = Math.max(own, 0);
  const readings = unit.r.map(([sigla, text], j) => (
    {sigla: sigla.filter(s => list.includes(s)), text: text.trim().split(/\s+/u).join(" "), raw: text, cls: classAgainst(unit, against, j), lemma: j === own}));
  return {unit, lemma: own < 0 ? null : readings[own],
    others: readings.filter(r => !r.lemma && r.sigla.length), lost: unit.l.filter(s => list.includes(s))};
}
function visible(number) {
  const not = off(), {others, lost} = seen(number);
  return others.some(r => !not.has(r.cls)) || (!not.size && !others.length && lost.length > 0);
}
function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [k, v] of Object.entries(attributes)) node.setAttribute(k, v);
  node.append(...children);
  return node;
}
// Each siglum and each reading keeps to itself, whatever the direction of the words around.
const bdi = text => make("bdi", {}, text);
const sg = sigla => make("i", {class: "sg"}, ...sigla.flatMap((s, n) => n ? [" ", bdi(s)] : [bdi(s)]));
function entryContent(number) {
  const {lemma, others, lost} = seen(number), parts = [];
  parts.push(make("b", {class: "lm"}, bdi(lemma ? lemma.text || "om." : "[not extant]")));
  if (lemma) parts.push(" ", sg(lemma.sigla));
  parts.push(" ] ");
  others.forEach((r, n) => parts.push(n ? " : " : "", make("span", {class: "rd"}, bdi(r.text || "om."), " ",
    sg(r.sigla), " ", make("small", {class: "kd"}, r.cls))));
  if (lost.length) parts.push(others.length ? " : " : "", make("span", {class: "rd lac"}, "lacuna ", sg(lost)));
  return parts;
}
const partner = number => {
  const t = DATA.units[number - 1]?.t ?? null;
  return t === null ? 0 : DATA.units.findIndex((u, n) => u && u.t === t && n !== number - 1) + 1;
};

