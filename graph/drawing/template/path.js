// The path finder: the fewest steps between two things, over what is drawn.
const pathForm = $("paths"), pathFrom = $("path-from"), pathTo = $("path-to");

const byName = ((order) => (a, b) => order.compare(a.name, b.name))(new Intl.Collator("en-GB"));
function pathChoices(view) {
  const drawn = [...view.nodes.keys()].map((id) => NODES.get(id)).sort(byName);
  for (const [select, at] of [[pathFrom, 0], [pathTo, 1]]) {
    const kept = state.path ? state.path[at] : select.value;
    select.replaceChildren(make("option", { value: "" }, "Choose…"), ...drawn.map((node) => make("option", { value: node.id }, node.name)));
    if (kept && !view.nodes.has(kept) && NODES.has(kept)) select.append(make("option", { value: kept }, NODES.get(kept).name + (view.all.nodes.has(kept) ? " (folded)" : " (not drawn)")));
    if (kept) select.value = kept;
  }
}
function openPaths(from, to) {
  pathForm.hidden = false;
  $("pathfinder").setAttribute("aria-expanded", "true");
  pathChoices(look());
  if (from) pathFrom.value = from;
  if (to) pathTo.value = to;
  (from ? pathTo : to ? $("path-show") : pathFrom).focus();
  if (COMMUNITIES.size) $("path-hint").hidden = false;
}
function showPath(view) {
  if (state.path && pathForm.hidden) {
    pathForm.hidden = false;
    $("pathfinder").setAttribute("aria-expanded", "true");
  }
  if (!pathForm.hidden) pathChoices(view);
  const answer = $("path-answer");
  if (!state.path) return answer.replaceChildren();
  const route = view.lit.route;
  if (!route) return answer.replaceChildren(make("p", {}, "Nothing that is drawn joins these two. Expand neighbours, bring back filtered kinds, or choose another day."));
  const steps = route.edges.map((id) => {
    const edge = EDGES.get(id), cited = new Set();
    return make("li", {}, [
      make("button", { type: "button", class: "link", dir: "auto", onclick: () => chooseEdge(id) }, lineName(edge)),
      " ", make("span", { class: "when" }, edge.when), " ", cites(edge.sources, cited),
    ]);
  });
  answer.replaceChildren(make("p", {}, route.edges.length ? plural(route.edges.length, "step") : "Both are the same thing"), make("ol", {}, steps));
}
$("pathfinder").addEventListener("click", () => {
  if (pathForm.hidden) return openPaths(state.node);
  pathForm.hidden = true;
  $("pathfinder").setAttribute("aria-expanded", "false");
  change({ path: null });
});
pathForm.addEventListener("submit", (event) => {
  event.preventDefault();
  if (pathFrom.value && pathTo.value) change({ path: [pathFrom.value, pathTo.value], node: null, edge: null });
});
$("path-clear").addEventListener("click", () => {
  pathFrom.value = pathTo.value = "";
  change({ path: null });
});
