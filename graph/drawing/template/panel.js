// The side panel: every statement of what is chosen, with dates and numbered sources.
const panel = $("panel");

// Numbers link straight to the source; anything but http(s) stays text.
function cites(numbers, cited) {
  const span = make("span", { class: "cites" });
  for (const number of numbers) {
    const source = PAGE.sources[number - 1];
    cited.add(number);
    const name = `Source ${number}: ${describe(source)}`;
    span.append(source.link
      ? make("a", { href: source.page, target: "_blank", rel: "noopener noreferrer", "aria-label": name, title: name }, `[${number}]`)
      : make("span", { title: name }, `[${number}]`));
  }
  return numbers.length ? span : null;
}
const describe = (source) => [source.title, source.publisher, source.issued && readable(source.issued)].filter(Boolean).join(", ");

function sourceLine(source) {
  const about = [source.publisher, source.issued && readable(source.issued)].filter(Boolean).join(", ");
  const parts = [source.link
    ? make("a", { href: source.page, target: "_blank", rel: "noopener noreferrer", dir: "auto" }, source.title)
    : make("span", { dir: "auto" }, source.title)];
  if (about) parts.push(make("span", { class: "about", dir: "auto" }, about));
  if (source.page && !source.link) parts.push(make("span", { class: "about address" }, String(source.page)));
  return parts;
}

function listSources(cited) {
  if (!cited.size) return null;
  const list = make("ol", { class: "sources" });
  for (const number of [...cited].sort((a, b) => a - b)) list.append(make("li", { value: number }, sourceLine(PAGE.sources[number - 1])));
  return make("section", {}, [make("h3", {}, cited.size === 1 ? "Source" : "Sources"), list]);
}

function nodeButton(id, text) {
  return make("button", { type: "button", class: "link", dir: "auto", onclick: () => reveal(id) }, text);
}

function conflictBox(conflicts, cited) {
  if (!conflicts.length) return null;
  return make("section", { class: "conflict" }, [
    make("h3", {}, [draw("svg", { class: "sign", viewBox: "0 0 20 16", "aria-hidden": "true" }, [draw("path", { class: "warn", d: "M10 1 19 15H1Z" }), draw("path", { class: "bang", d: "M10 6v4.2M10 12v1.4" })]), "Sources disagree"]),
    ...conflicts.map((conflict) => make("div", { class: "dispute" }, [
      make("p", {}, [make("strong", { dir: "auto" }, conflict.property), conflict.kind && conflict.kind !== "conflict" ? make("span", { class: "tag" }, conflict.kind.replace(/-/g, " ")) : null]),
      conflict.about ? make("p", { class: "names", dir: "auto" }, "of " + conflict.about) : null,
      make("ul", {}, conflict.values.map((value) => make("li", {}, [make("span", { dir: "auto" }, value.value), " ", cites(value.sources, cited)]))),
      conflict.note ? make("p", { class: "note", dir: "auto" }, conflict.note) : null,
    ])),
  ]);
}

const tags = (item) => [
  item.held === "possible" ? make("span", { class: "tag possible" }, "possible") : null,
  item.derived ? make("span", { class: "tag derived", dir: "auto" }, "derived: " + item.derived) : null,
];

// On a chosen day, what held then comes first; the rest stands folded below it.
function statementsOn(list, cited) {
  if (!state.on) return [statements(list, cited)];
  const then = [], other = [];
  for (const statement of list) {
    if (statement.start === undefined) setTimes(statement);
    (held(statement, state.on) ? then : other).push(statement);
  }
  return [statements(then, cited), other.length
    ? make("details", { class: "other" }, [make("summary", {}, `At other times (${other.length})`), statements(other, cited)]) : null];
}

function statements(list, cited) {
  const groups = new Map();
  for (const statement of list) {
    if (!groups.has(statement.relation)) groups.set(statement.relation, []);
    groups.get(statement.relation).push(statement);
  }
  const rows = make("dl", { class: "statements" });
  for (const [relation, members] of groups) {
    rows.append(make("dt", { dir: "auto" }, relation));
    for (const statement of members) {
      rows.append(make("dd", {}, [
        statement.node && NODES.has(statement.node) ? nodeButton(statement.node, statement.value) : make("span", { dir: "auto" }, statement.value), " ",
        statement.when ? make("span", { class: "when" }, statement.when) : null, " ",
        statement.aside ? make("span", { class: "when", dir: "auto" }, statement.aside) : null, " ",
        ...tags(statement), cites(statement.sources, cited),
      ]));
    }
  }
  return list.length ? rows : make("p", { class: "quiet" }, state.on ? "Nothing is stated to have held then." : "No statements carried in this file.");
}

function nodePanel(node, view) {
  const cited = new Set(), kind = kindOf(node), more = view.missing.get(node.id) || 0;
  const how = view.nodes.get(node.id);
  return [
    make("p", { class: "kind" }, [icon(kind), kindLabel(node)]),
    make("h2", { id: "chosen", dir: "auto" }, node.name),
    node.names.length ? make("p", { class: "names", dir: "auto" }, "Also: " + node.names.join("; ")) : null,
    how ? null : make("p", { class: "note" }, state.on ? `Not drawn: nothing says that it was there on ${readable(state.on)}, or its kind is filtered out.` : "Not drawn: filtered out."),
    how === "possible" ? make("p", { class: "note" }, "Possible on this day: a date is missing or imprecise.") : null,
    make("p", { class: "actions" }, [
      more ? make("button", { type: "button", onclick: () => unfold(node.id) }, `Show ${plural(more, "more neighbour")}`) : null,
      !more && how ? make("button", { type: "button", onclick: () => unfold(node.id) }, "Collapse neighbours") : null,
      make("button", { type: "button", onclick: () => openPaths(node.id) }, "Path from here"),
      pathForm.hidden ? null : make("button", { type: "button", onclick: () => openPaths(null, node.id) }, "Path to here"),
      COMMUNITIES.size && isOpen(homeOf(node).id) ? make("button", { type: "button", onclick: () => foldCommunity(homeOf(node).id) }, "Fold its community") : null,
    ]),
    conflictBox(node.conflicts, cited),
    ...statementsOn(statementsOf(node), cited),
    node.more ? make("p", { class: "note" }, [`${plural(node.more, "more statement")} about things outside this picture ${node.more === 1 ? "is" : "are"} not carried in this file; to read them: `, make("code", {}, `probation show ${node.ref}`)]) : null,
    listSources(cited),
  ];
}

function edgePanel(edge, view) {
  const cited = new Set(), details = edge.details;
  const near = NODES.get(edge.from), far = NODES.get(edge.to);
  const sources = cites(edge.sources, cited);
  return [
    make("p", { class: "kind" }, ["Relation", edge.when ? ", " + edge.when : ""]),
    make("h2", { id: "chosen", class: "relation" }, [nodeButton(near.id, near.name), make("em", { dir: "auto" }, ` ${edge.label} `), nodeButton(far.id, far.name)]),
    edge.inverse ? make("p", { class: "names", dir: "auto" }, `${far.name} ${edge.inverse} ${near.name}`) : null,
    view.edges.get(edge.id) === "possible" && edge.held !== "possible" ? make("p", { class: "note" }, "Possible on this day: a date is missing or imprecise.") : null,
    make("p", {}, [...tags(edge), sources || make("span", { class: "quiet" }, "no source carried")]),
    conflictBox(edge.conflicts, cited),
    details.length ? make("dl", { class: "statements" }, details.flatMap(([name, value]) => [make("dt", { dir: "auto" }, name), make("dd", { dir: "auto" }, value)])) : null,
    listSources(cited),
  ];
}

function emptyPanel(view) {
  const disputed = [...DISPUTED_NODES.filter((n) => view.all.nodes.has(n.id)), ...DISPUTED_EDGES.filter((e) => view.all.edges.has(e.id))];
  return [
    make("p", { class: "kind" }, "Statements and sources"),
    COMMUNITIES.size ? make("p", {}, `${plural(view.all.nodes.size, "thing")} in ${COMMUNITIES.size} communities, each named after its best connected things. Click one to open it, or search by any name.`) : null,
    make("p", { class: "quiet" }, "Choose a thing or a line in the picture to read what is stated about it, when it held, and who says so."),
    disputed.length ? make("section", {}, [
      make("h2", { class: "minor" }, "Where sources disagree"),
      make("ul", { class: "plain" }, disputed.slice(0, 12).map((item) => make("li", {}, item.name !== undefined
        ? nodeButton(item.id, item.name)
        : make("button", { type: "button", class: "link", dir: "auto", onclick: () => chooseEdge(item.id) }, lineName(item))))),
      disputed.length > 12 ? make("p", { class: "quiet" }, `and ${disputed.length - 12} more`) : null,
    ]) : null,
  ];
}
const lineName = (edge) => `${NODES.get(edge.from).name} ${edge.label} ${NODES.get(edge.to).name}`;

let panelKey = null;
function showPanel(view) {
  const chosen = state.edge ? EDGES.get(state.edge) : state.node ? NODES.get(state.node) : state.community || state.between;
  const key = JSON.stringify([state.node, state.edge, state.community, state.between, [...state.unfold], [...state.less], pathForm.hidden, state.on, [...state.off], [...state.open], [...state.close], [...state.add]]);
  if (key === panelKey) return;
  panelKey = key;
  const parts = !chosen ? emptyPanel(view) : state.edge ? edgePanel(chosen, view) : state.node ? nodePanel(chosen, view)
    : state.community ? communityPanel(state.community, view) : bondPanel(view);
  const close = chosen ? make("button", { type: "button", class: "close", "aria-label": "Close", onclick: () => { change({ node: null }); canvas.focus(); } }, "×") : null;
  const had = panel.contains(document.activeElement);
  panel.replaceChildren(...[close, ...parts].filter(Boolean));
  panel.classList.toggle("filled", Boolean(chosen));
  panel.scrollTop = 0;
  if (had && chosen) panel.focus({ preventScroll: true });
}

// Choose a node wherever it is: carried ones are added, filtered kinds come back.
function reveal(id) {
  const node = NODES.get(id), patch = { node: id, edge: null, path: null };
  if (state.off.has(node.kind)) patch.off = without(state.off, node.kind);
  if (!reach().has(id)) patch.add = new Set(state.add).add(id);
  change(patch);
  if (look().nodes.has(id) && state.view === "picture") show(id);
}
