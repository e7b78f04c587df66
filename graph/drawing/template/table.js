// The same content as tables, for those who do not use the picture.
function showTable(view) {
  const on = state.view === "table";
  $("as-table").setAttribute("aria-pressed", String(on));
  $("tables").hidden = !on;
  canvas.hidden = on;
  document.querySelector(".zoom").hidden = on;
  if (!on) return $("tables").replaceChildren();
  const nodes = [...view.nodes].map(([id, how]) => [NODES.get(id), how]);
  const edges = [...view.edges].map(([id, how]) => [EDGES.get(id), how]);
  const mark = (item, how) => [item.conflicts.length ? "sources disagree" : null, how === "possible" ? "possible" : null, item.derived ? "derived: " + item.derived : null].filter(Boolean).join("; ");
  const line = (edge) => make("button", { type: "button", class: "link", dir: "auto", "aria-label": lineName(edge), onclick: () => change({ edge: edge.id, path: null }) }, edge.label);
  $("tables").replaceChildren(
    ...communityTables(view),
    grid(`Things drawn (${figure(nodes.length)})`, ["Name", "Kind", "From", "Until", "Remarks"],
      nodes.map(([node, how]) => [nodeButton(node.id, node.name), node.kind, node.start ? readable(node.start) : "", node.end ? readable(node.end) : "", mark(node, how)])),
    grid(`Relations drawn (${figure(edges.length)})`, ["From", "Relation", "To", "When", "Sources", "Remarks"],
      edges.map(([edge, how]) => [NODES.get(edge.from).name, line(edge), NODES.get(edge.to).name, edge.when, cites(edge.sources, new Set()), mark(edge, how)])),
  );
}
function grid(caption, heads, rows) {
  return make("table", {}, [
    make("caption", {}, caption),
    make("thead", {}, make("tr", {}, heads.map((head) => make("th", { scope: "col" }, head)))),
    make("tbody", {}, rows.map((cells) => make("tr", {}, cells.map((cell, i) => make(i ? "td" : "th", i ? { dir: "auto" } : { scope: "row", dir: "auto" }, cell === null ? "" : cell))))),
  ]);
}
