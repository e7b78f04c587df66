// The panel and the tables of communities and of the bonds between them.
const kindsOf = (sign) => {
  const ranked = [...sign.kinds].sort((a, b) => b[1] - a[1]);
  const words = ranked.slice(0, 4).map(([kind, count]) => `${figure(count)} ${count === 1 ? kind : KINDS.get(kind).plural}`);
  return words.join(", ") + (ranked.length > 4 ? " …" : "");
};
// The same of a community that may be open: what of it is to be seen at all.
function signInAll(id, view) {
  const sign = { count: 0, kinds: new Map(), disputed: 0 };
  for (const node of COMMUNITIES.get(id).members) if (view.all.nodes.has(node.id)) countIn(sign, node);
  return sign;
}
const nameOfEnd = (id) => item(id).name;
const bondName = (bond) => `${plural(bond.edges.length, "relation")} between ${nameOfEnd(bond.from)} and ${nameOfEnd(bond.to)}`;
const MOST_LISTED = 60;

const more = (list, what) => (list.length > MOST_LISTED ? make("p", { class: "quiet" }, `and ${figure(list.length - MOST_LISTED)} more ${what}`) : null);
function relationList(ids) {
  return make("ul", { class: "plain" }, ids.slice(0, MOST_LISTED).map((id) => make("li", {},
    make("button", { type: "button", class: "link", dir: "auto", onclick: () => chooseEdge(id) }, lineName(EDGES.get(id))))));
}
function communityButton(id, text) {
  return make("button", { type: "button", class: "link", dir: "auto", onclick: () => { change({ community: id, path: null }); show(id); } }, text);
}
function foldButton(id) {
  return isOpen(id) ? make("button", { type: "button", onclick: () => foldCommunity(id) }, "Fold")
    : make("button", { type: "button", onclick: () => openCommunity(id) }, "Open");
}

function communityPanel(id, view) {
  const community = COMMUNITIES.get(id), sign = signInAll(id, view);
  const members = community.members.filter((node) => view.all.nodes.has(node.id)).sort(byDegree);
  const near = new Map();
  for (const edge of view.all.edges.keys()) {
    const { home, away } = EDGES.get(edge);
    if (home === away || (home !== id && away !== id)) continue;
    const other = home === id ? away : home;
    near.set(other, (near.get(other) || 0) + 1);
  }
  const others = [...near].sort((a, b) => b[1] - a[1]);
  return [
    make("p", { class: "kind" }, `Community of ${plural(sign.count, "thing")}, ${isOpen(id) ? "open" : "folded"}`),
    make("h2", { id: "chosen", dir: "auto" }, community.name),
    make("p", { class: "names" }, [...sign.kinds].sort((a, b) => b[1] - a[1]).map(([kind, count]) => `${count} ${count === 1 ? kind : KINDS.get(kind).plural}`).join(", ") || "Nothing of it is there on this day or passes the filters."),
    make("p", { class: "actions" }, foldButton(id)),
    sign.disputed ? make("p", { class: "note" }, `Sources disagree about ${sign.disputed} of them.`) : null,
    make("h3", {}, "Things"),
    make("ul", { class: "plain" }, members.slice(0, MOST_LISTED).map((node) => make("li", {}, nodeButton(node.id, node.name)))),
    more(members, "things: open it, or search"),
    others.length ? make("h3", {}, "Relations with other communities") : null,
    make("ul", { class: "plain" }, others.slice(0, MOST_LISTED).map(([other, count]) => make("li", {}, [
      make("button", { type: "button", class: "link", onclick: () => change({ between: [id, other], path: null }) }, figure(count)), " with ", communityButton(other, COMMUNITIES.get(other).name)]))),
  ];
}

function bondPanel(view) {
  const ids = relationsBetween(view), [one, other] = state.between;
  const kinds = new Map();
  for (const id of ids) kinds.set(EDGES.get(id).label, (kinds.get(EDGES.get(id).label) || 0) + 1);
  return [
    make("p", { class: "kind" }, plural(ids.length, "relation")),
    make("h2", { id: "chosen", class: "relation" }, [communityButton(one, COMMUNITIES.get(one).name), make("em", {}, " and "), communityButton(other, COMMUNITIES.get(other).name)]),
    make("p", { class: "names", dir: "auto" }, [...kinds].sort((a, b) => b[1] - a[1]).slice(0, 12).map(([label, count]) => `${figure(count)} ${label}`).join(", ")),
    relationList(ids),
    more(ids, "relations: open one of the two"),
  ];
}
function chooseBond(bond) {
  change({ between: [homeOfEnd(bond.from), homeOfEnd(bond.to)], path: null });
}
// A relation is chosen wherever it is: the communities of its ends open.
function chooseEdge(id) {
  const closed = !current.edges.has(id);
  change({ edge: id, path: null });
  if (closed && state.view === "picture") show(EDGES.get(id).from);
}

function communityTables(view) {
  if (!COMMUNITIES.size) return [];
  const how = (id) => make("span", {}, [isOpen(id) ? "open " : "folded ", foldButton(id)]);
  const rows = [...COMMUNITIES.keys()].map((id) => [id, signInAll(id, view)]).filter(([, sign]) => sign.count);
  const bonds = [...view.bonds.values()].filter((bond) => COMMUNITIES.has(bond.from) && COMMUNITIES.has(bond.to)).sort((a, b) => b.edges.length - a.edges.length);
  return [
    grid(`Communities (${rows.length})`, ["Community", "Things", "Kinds", "State", "Remarks"], rows.map(([id, sign]) =>
      [communityButton(id, COMMUNITIES.get(id).name), sign.count, kindsOf(sign), how(id), sign.disputed ? `sources disagree about ${sign.disputed}` : ""])),
    grid(`Relations between folded communities (${figure(bonds.length)}${bonds.length > 200 ? ", the 200 strongest" : ""})`, ["One", "Other", "Relations"], bonds.slice(0, 200).map((bond) =>
      [nameOfEnd(bond.from), nameOfEnd(bond.to), make("button", { type: "button", class: "link", "aria-label": bondName(bond), onclick: () => chooseBond(bond) }, figure(bond.edges.length))])),
  ];
}
