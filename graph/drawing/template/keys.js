// The picture by keyboard, and the buttons beside it.
const say = (...words) => $("status").replaceChildren(...words);

// The nearest node in a direction: distance counts, and straying sideways counts double.
function towards(key, view) {
  const here = state.node && view.nodes.has(state.node) ? state.node : view.communities.has(state.community) ? state.community : null;
  const from = here ? places[here] : network.getViewPosition();
  const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  let best = null, least = Infinity;
  for (const id of [...view.communities.keys(), ...view.nodes.keys()]) {
    if (id === here) continue;
    const x = places[id].x - from.x, y = places[id].y - from.y, ahead = x * dx + y * dy;
    const cost = ahead + 2 * Math.abs(x * dy + y * dx);
    if (ahead > 0 && cost < least) [best, least] = [id, cost];
  }
  return best;
}
function zoom(factor) {
  network.moveTo({ scale: Math.min(6, Math.max(0.02, network.getScale() * factor)), animation: false });
}
canvas.addEventListener("keydown", (event) => {
  const { key } = event;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (key.startsWith("Arrow")) {
    keepPlaces();
    const id = towards(key, look());
    if (COMMUNITIES.has(id)) {
      change({ community: id, path: null });
      show(id);
      say(named(COMMUNITIES.get(id).name), `, folded community, ${kindsOf(look().communities.get(id))}; Enter opens it`);
    } else if (id) {
      change({ node: id, edge: null, path: null });
      show(id);
      const node = NODES.get(id), lines = look().lit.edges.size;
      say(named(node.name), ", ", named(node.kind), `, ${plural(lines, "relation")}${node.conflicts.length ? ", sources disagree" : ""}`);
    }
  } else if (key === "Enter" && look().communities.has(state.community)) openCommunity(state.community);
  else if (key === "Enter") panel.focus();
  else if ((key === "f" || key === "F") && COMMUNITIES.size) foldChosen();
  else if ((key === "e" || key === "E") && state.node) unfold(state.node);
  else if (key === "+" || key === "=") zoom(1.25);
  else if (key === "-") zoom(0.8);
  else if (key === "0") whole(null, true);
  else if (key === "Escape") change({ node: null, edge: null, path: null });
  else return;
  event.preventDefault();
});
function foldChosen() {
  const id = state.node ? homeOf(NODES.get(state.node)).id : state.community;
  if (isOpen(id)) foldCommunity(id);
}
$("zoom-in").addEventListener("click", () => zoom(1.25));
$("zoom-out").addEventListener("click", () => zoom(0.8));
$("fit").addEventListener("click", () => whole(null, true));
$("folds").hidden = !COMMUNITIES.size;
$("folds").addEventListener("click", () => {
  const opens = !state.unfold.size && drawable();
  change({ unfold: new Set(opens ? COMMUNITIES.keys() : NONE), node: null, path: state.path });
  whole(look(), false);
});
$("names").addEventListener("click", () => change({ names: !namesOn(look()) }));
$("as-table").addEventListener("click", () => change({ view: state.view === "table" ? "picture" : "table" }));
$("print").addEventListener("click", () => print());
$("skip").addEventListener("click", (event) => { event.preventDefault(); panel.focus(); });
$("physics").addEventListener("click", () => {
  const on = $("physics").getAttribute("aria-pressed") !== "true";
  $("physics").setAttribute("aria-pressed", String(on));
  network.setOptions({ physics: on ? { enabled: true, solver: "forceAtlas2Based", stabilization: false, forceAtlas2Based: { gravitationalConstant: -120, springLength: 120, avoidOverlap: 0.6 } } : { enabled: false } });
  if (!on) keepPlaces();
});

function applyTheme(name) {
  theme = name;
  if (name) document.documentElement.dataset.theme = name;
  else delete document.documentElement.dataset.theme;
  const isDark = name ? name === "dark" : dark.matches;
  $("theme").setAttribute("aria-pressed", String(isDark));
  readColours();
  refresh();
}
$("theme").addEventListener("click", () => applyTheme((theme ? theme === "dark" : dark.matches) ? "light" : "dark"));
dark.addEventListener("change", () => { if (!theme) applyTheme(null); });
let before = null;
addEventListener("beforeprint", () => { before = theme; applyTheme("light"); network.redraw(); });
addEventListener("afterprint", () => applyTheme(before));
