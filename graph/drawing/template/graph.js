// The canvas: vis-network with positions computed beforehand; only differences are redrawn.
const canvas = $("canvas");
const QUICK = NODES.size > 1500;
const crowded = (view) => view.edges.size > 400;
const dark = matchMedia("(prefers-color-scheme: dark)");
let theme = null; // null follows the system
let colours = {};

function readColours() {
  const style = getComputedStyle(document.documentElement);
  for (const name of ["paper", "ink", "soft", "line", "faint", "accent", "warn"]) colours[name] = style.getPropertyValue("--" + name).trim();
}
const FONT = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
const places = Object.fromEntries(CARRIED.nodes.map((node) => [node.id, { x: node.x, y: node.y }]));

function nodeLook(node, view) {
  const how = view.nodes.get(node.id);
  if (!how) return { id: node.id, hidden: true, physics: false };
  const back = view.lit.nodes.size > 0 && !view.lit.nodes.has(node.id);
  const colour = kindOf(node).colour;
  return {
    id: node.id, hidden: false, physics: true, opacity: back ? 0.3 : 1,
    color: { background: colour, border: colours.ink },
    borderWidth: node.focus ? 2.5 : crowded(view) ? 0.4 : 1.2, borderWidthSelected: 2,
    shapeProperties: { borderDashes: how === "possible" ? [4, 3] : false },
    font: { size: node.font, face: FONT, color: back ? colours.soft : colours.ink, strokeWidth: 4, strokeColor: colours.paper, multi: false, vadjust: 0 },
  };
}

function edgeLook(edge, view) {
  const how = view.edges.get(edge.id);
  if (!how) return { id: edge.id, hidden: true };
  const any = view.lit.nodes.size > 0, front = view.lit.edges.has(edge.id);
  return {
    id: edge.id, hidden: false, width: front ? 2.6 : 1.4, selectionWidth: 0, hoverWidth: 0.8,
    dashes: how === "possible" ? [7, 5] : false,
    color: { color: front ? colours.accent : any || crowded(view) ? colours.faint : colours.line, hover: colours.accent, highlight: colours.accent, inherit: false },
  };
}
const shortName = (text, most) => (text.length > most ? text.slice(0, most - 1).trimEnd() + "…" : text);
function namesOn(view) {
  return state.names === null ? view.edges.size <= 24 : state.names;
}

function firstNode(node) {
  return { id: node.id, label: node.label, x: node.x, y: node.y, shape: node.shape, size: node.size, hidden: true, chosen: false };
}
function firstEdge(edge) {
  const bend = edge.curve ? { enabled: true, type: edge.curve > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(edge.curve) } : { enabled: false };
  return {
    id: edge.id, from: edge.from, to: edge.to, smooth: bend, hidden: true, chosen: false,
    arrows: { to: { enabled: true, scaleFactor: 0.55 } },
    selfReference: { size: 18 + 60 * Math.abs(edge.curve), angle: Math.PI / 4, renderBehindTheNode: false },
  };
}

let nodeSet, edgeSet, network;
const drawnAs = new Map();
function changed(look) {
  const key = JSON.stringify(look);
  if (drawnAs.get(look.id) === key) return false;
  drawnAs.set(look.id, key);
  return true;
}

// Nodes and edges hidden at first are handed over only when they are first seen.
function paint(view) {
  const nodes = [], edges = [];
  for (const node of NODES.values()) {
    const look = nodeLook(node, view);
    if (!changed(look)) continue;
    if (nodeSet.get(node.id)) nodes.push(look);
    else if (!look.hidden) nodes.push({ ...firstNode(node), ...look, ...places[node.id] });
  }
  for (const edge of EDGES.values()) {
    const look = edgeLook(edge, view);
    if (!changed(look)) continue;
    if (edgeSet.get(edge.id)) edges.push(look);
    else if (!look.hidden) edges.push({ ...firstEdge(edge), ...look });
  }
  if (nodes.length) nodeSet.update(nodes);
  if (edges.length) edgeSet.update(edges);
  if (!nodes.length && !edges.length) network.redraw();
  canvas.dataset.nodes = view.nodes.size;
  canvas.dataset.edges = view.edges.size;
  canvas.setAttribute("aria-label", `${PAGE.title}: ${plural(view.nodes.size, "thing")} and ${plural(view.edges.size, "relation")} drawn`);
}
const plural = (count, word) => `${count.toLocaleString("en-GB")} ${word}${count === 1 ? "" : "s"}`;

function begin(view) {
  readColours();
  nodeSet = new vis.DataSet([]);
  edgeSet = new vis.DataSet([]);
  const all = (items, first, look) => [...items.values()].map((item) => [item, look(item, view)])
    .filter(([, seen]) => changed(seen) && !seen.hidden).map(([item, seen]) => ({ ...first(item), ...seen }));
  nodeSet.add(all(NODES, firstNode, nodeLook));
  edgeSet.add(all(EDGES, firstEdge, edgeLook));
  network = new vis.Network(canvas, { nodes: nodeSet, edges: edgeSet }, CARRIED.options);
  canvas.querySelectorAll("[tabindex], canvas").forEach((inner) => inner.setAttribute("tabindex", "-1"));
  const surface = canvas.querySelector("canvas");
  if (surface) surface.setAttribute("aria-hidden", "true");
  whole(view, false, true);
  network.on("click", ({ pointer }) => {
    const node = network.getNodeAt(pointer.DOM), edge = node === undefined ? network.getEdgeAt(pointer.DOM) : undefined;
    change({ node: node === undefined ? null : node, edge: edge === undefined ? null : edge, path: null });
  });
  network.on("doubleClick", ({ pointer }) => {
    const node = network.getNodeAt(pointer.DOM);
    if (node !== undefined) unfold(node);
  });
  network.on("dragEnd", keepPlaces);
  network.on("hoverNode", ({ node, event }) => tip(NODES.get(node).name, kindLabel(NODES.get(node)), event));
  network.on("hoverEdge", ({ edge, event }) => {
    const e = EDGES.get(edge);
    tip(`${NODES.get(e.from).name} ${e.label} ${NODES.get(e.to).name}`, e.when, event);
  });
  for (const name of ["blurNode", "blurEdge", "dragStart", "zoom"]) network.on(name, () => { $("tip").hidden = true; });
  canvas.addEventListener("focusin", () => network.setOptions({ interaction: { zoomView: true } }));
  canvas.addEventListener("focusout", () => network.setOptions({ interaction: { zoomView: false } }));
  canvas.addEventListener("pointerdown", () => canvas.focus({ preventScroll: true }));
}
const kindLabel = (node) => {
  const once = occurs(node) && node.start && (!node.end || node.end === node.start);
  return [capital(node.kind), once ? readable(node.start) : span(node.start, node.end)].filter(Boolean).join(", ");
};
function keepPlaces() {
  Object.assign(places, network.getPositions());
}

function tip(text, more, event) {
  const area = $("canvas").getBoundingClientRect();
  const box = $("tip");
  box.replaceChildren(make("strong", { dir: "auto" }, text), make("span", {}, more || ""));
  box.hidden = false;
  const x = (event.clientX === undefined ? event.center.x : event.clientX) - area.left;
  const y = (event.clientY === undefined ? event.center.y : event.clientY) - area.top;
  box.style.left = Math.max(4, Math.min(x + 14, area.width - box.offsetWidth - 4)) + "px";
  box.style.top = Math.max(4, Math.min(y + 16, area.height - box.offsetHeight - 4)) + "px";
}

// The whole picture: labels included, never larger than life and a half. On opening, where that
// would be too small to read (a telephone), the things in focus are shown at a readable size instead.
function whole(view, animate, opening) {
  const ids = [...(view || look()).nodes.keys()];
  if (!ids.length) return;
  let left = Infinity, right = -Infinity, top = Infinity, bottom = -Infinity;
  for (const id of ids) {
    const { x, y } = places[id], node = NODES.get(id), rows = node.label.split("\n");
    const half = Math.max(node.size, ...rows.map((row) => row.length * node.font * 0.29));
    left = Math.min(left, x - half); right = Math.max(right, x + half);
    top = Math.min(top, y - node.size); bottom = Math.max(bottom, y + node.size + 6 + rows.length * node.font * 1.2);
  }
  const room = namesOn(view || look()) ? 110 : 24, width = Math.max(canvas.clientWidth - Math.min(room, canvas.clientWidth / 6), 50), height = Math.max(canvas.clientHeight - 24, 50);
  const scale = Math.min(width / (right - left), height / (bottom - top), 1.5);
  const centre = { x: (left + right) / 2, y: (top + bottom) / 2 };
  const focus = ids.find((id) => NODES.get(id).focus);
  if (opening && focus !== undefined && scale < 0.5 && ids.length <= 150) {
    network.moveTo({ position: places[focus], scale: 0.62 });
    return;
  }
  network.moveTo({ position: centre, scale, animation: animate && calm() ? { duration: 300 } : false });
}
const calm = () => !matchMedia("(prefers-reduced-motion: reduce)").matches && !QUICK;

function show(id) {
  const { x, y } = places[id];
  const scale = Math.max(network.getScale(), 0.8);
  network.moveTo({ position: { x, y }, scale, animation: calm() ? { duration: 300 } : false });
}

function unfold(id) {
  if (look().missing.has(id)) change({ open: new Set(state.open).add(id), close: without(state.close, id), node: id, edge: null, path: null });
  else change({ close: new Set(state.close).add(id), open: without(state.open, id), node: id, edge: null, path: null });
}
const without = (set, id) => new Set([...set].filter((other) => other !== id));
