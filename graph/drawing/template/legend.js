// The legend counts and filters by kind; a second row does the same for relations.
function chips(box, rows, off, key) {
  const had = document.activeElement && box.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  box.replaceChildren(...rows.map(([name, label, count, sign]) =>
    make("button", {
      type: "button", class: "chip", "data-key": name, "aria-pressed": String(!off.has(name)),
      onclick: () => change({ [key]: toggled(state[key], name) }),
    }, [sign, make("span", { dir: "auto" }, label), make("span", { class: "count" }, figure(count))])));
  if (had !== null) for (const chip of box.children) if (chip.dataset.key === had) chip.focus();
}

const PRESENT = new Set(CARRIED.nodes.map((node) => node.kind));
const SHOWN_FIRST = new Set(CARRIED.nodes.filter((node) => node.shown).map((node) => node.kind));
const RELATIONS = [...new Set(CARRIED.edges.map((edge) => edge.kind))];
const relationLabels = new Map(RELATIONS.map((kind) => [kind, new Set()]));
for (const edge of CARRIED.edges) relationLabels.get(edge.kind).add(edge.label);
const relationName = new Map([...relationLabels].map(([kind, labels]) => [kind, [...labels].slice(0, 3).join(", ") + (labels.size > 3 ? " …" : "")]));

function showLegend(view) {
  const rows = PAGE.kinds.filter((kind) => PRESENT.has(kind.kind) && (view.counts.kinds.get(kind.kind) || state.off.has(kind.kind) || (state.on && SHOWN_FIRST.has(kind.kind))))
    .map((kind) => [kind.kind, kind.plural, view.counts.kinds.get(kind.kind) || 0, icon(kind)]);
  chips($("kinds"), rows, state.off, "off");
  chips($("relations"), RELATIONS.map((kind) => [kind, relationName.get(kind), view.counts.relations.get(kind) || 0, null]), state.less, "less");
}
