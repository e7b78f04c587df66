// The canvas: vis-network with positions computed beforehand; only differences are redrawn.
const canvas = $("canvas");
const MANY = 1500; // from here on nothing happens under the pointer, and lines hide while the picture moves
let many = false;
function sparing(view) {
  if (many === view.nodes.size > MANY) return;
  many = !many;
  network.setOptions({ interaction: { hover: !many, hideEdgesOnDrag: many, hideEdgesOnZoom: many } });
}
const crowded = (view) => view.edges.size > 400;
const MOST_BOLD = 40; // lines brought forward: more would hide what they join
const dense = (view) => view.edges.size > 150; // names are read through so many lines only where these are pale
const dark = matchMedia("(prefers-color-scheme: dark)");
let theme = null; // null follows the system
let colours = {};

function readColours() {
  const style = getComputedStyle(document.documentElement);
  for (const name of ["paper", "ink", "soft", "line", "faint", "accent", "wash"]) colours[name] = style.getPropertyValue("--" + name).trim();
}
const FONT = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

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
    id: edge.id, hidden: false, width: !front ? 1.4 : view.lit.edges.size > MOST_BOLD ? 1.6 : 2.6, selectionWidth: 0, hoverWidth: 0.8,
    dashes: how === "possible" ? [7, 5] : false,
    color: { color: front ? colours.accent : any || crowded(view) ? colours.faint : colours.line, opacity: front || !dense(view) ? 1 : 0.55, hover: colours.accent, highlight: colours.accent, inherit: false },
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

// The sign of a folded community: a ring of its kinds is drawn into it (marks.js), its number of things in the middle.
function signLook(community, view) {
  const back = view.lit.nodes.size > 0 && !view.lit.nodes.has(community.id);
  return {
    id: community.id, size: community.size, hidden: false, physics: true, opacity: back ? 0.45 : 1, ...places[community.id],
    color: { background: colours.wash, border: colours.ink }, borderWidth: 1.2, borderWidthSelected: 2,
    font: { size: signText, face: FONT, color: back ? colours.soft : colours.ink, strokeWidth: 4, strokeColor: colours.paper, multi: false, vadjust: 0 },
  };
}
const bondWidth = (bond) => Math.min(14, 0.8 + 1.1 * Math.sqrt(bond.edges.length));
function bondLook(bond, view) {
  const any = view.lit.nodes.size > 0, front = view.lit.edges.has(bond.id);
  return {
    id: bond.id, from: bond.from, to: bond.to, hidden: false, width: bondWidth(bond), selectionWidth: 0, hoverWidth: 0.8,
    smooth: { enabled: false }, chosen: false, arrows: { to: { enabled: false } },
    color: { color: front ? colours.accent : colours.faint, opacity: front ? 1 : any ? 0.35 : 0.8, hover: colours.accent, highlight: colours.accent, inherit: false },
  };
}
const firstSign = ({ id, label }) => ({ id, label, shape: "dot", chosen: false, margin: 0 });

// Every look of a view, each with what is handed over when it is first seen. In a folded picture, what is folded
// is not among them and is taken from the canvas; in others it is only hidden.
function* looks(view) {
  if (!COMMUNITIES.size) {
    for (const node of NODES.values()) yield [nodeSet, nodeLook(node, view), () => ({ ...firstNode(node), ...places[node.id] })];
    for (const edge of EDGES.values()) yield [edgeSet, edgeLook(edge, view), () => firstEdge(edge)];
    return;
  }
  for (const id of view.communities.keys()) yield [nodeSet, signLook(COMMUNITIES.get(id), view), () => firstSign(COMMUNITIES.get(id))];
  for (const id of view.nodes.keys()) yield [nodeSet, { ...nodeLook(NODES.get(id), view), ...places[id] }, () => firstNode(NODES.get(id))];
  for (const bond of bondsDrawn(view)) yield [edgeSet, bondLook(bond, view), () => ({})];
  for (const id of view.edges.keys()) yield [edgeSet, edgeLook(EDGES.get(id), view), () => firstEdge(EDGES.get(id))];
}
let painting = false; // vis-network draws after each of the steps below; the marks are drawn after the last
function paint(view) {
  painting = Boolean(COMMUNITIES.size);
  const changes = new Map([[nodeSet, []], [edgeSet, []]]), gone = new Set(COMMUNITIES.size ? drawnAs.keys() : NONE);
  for (const [set, look, first] of looks(view)) {
    gone.delete(look.id);
    if (!changed(look)) continue;
    if (set.get(look.id)) changes.get(set).push(look);
    else if (!look.hidden) changes.get(set).push({ ...first(), ...look });
  }
  for (const [set, list] of changes) if (list.length) set.update(list);
  for (const set of gone.size ? [edgeSet, nodeSet] : NONE) set.remove([...gone].filter((id) => set.get(id)));
  for (const id of gone) drawnAs.delete(id);
  if (painting || ![...changes.values()].some((list) => list.length)) {
    painting = false;
    network.redraw();
  }
  tell(view);
}
function tell(view) {
  sparing(view);
  canvas.dataset.nodes = view.nodes.size;
  canvas.dataset.edges = view.edges.size;
  canvas.dataset.communities = view.communities.size;
  canvas.setAttribute("aria-label", `${PAGE.title}: ${foldedWords(view)}${plural(view.nodes.size, "thing")} and ${plural(view.edges.size, "relation")} drawn`);
}
const plural = (count, word) => `${figure(count)} ${word}${count === 1 ? "" : "s"}`;

function begin(view) {
  readColours();
  nodeSet = new vis.DataSet([]);
  edgeSet = new vis.DataSet([]);
  const first = new Map([[nodeSet, []], [edgeSet, []]]);
  for (const [set, look, make] of looks(view)) if (changed(look) && !look.hidden) first.get(set).push({ ...make(), ...look });
  for (const [set, list] of first) set.add(list);
  network = new vis.Network(canvas, { nodes: nodeSet, edges: edgeSet }, CARRIED.options);
  canvas.querySelectorAll("[tabindex], canvas").forEach((inner) => inner.setAttribute("tabindex", "-1"));
  const surface = canvas.querySelector("canvas");
  if (surface) surface.setAttribute("aria-hidden", "true");
  whole(view, false, true);
  network.on("click", ({ pointer }) => {
    const node = network.getNodeAt(pointer.DOM), edge = node === undefined ? network.getEdgeAt(pointer.DOM) : undefined;
    if (COMMUNITIES.has(node)) return openCommunity(node);
    if (current.bonds.has(edge)) return chooseBond(current.bonds.get(edge));
    const field = node === undefined && edge === undefined ? fieldAt(pointer.canvas) : null;
    change({ node: node === undefined ? null : node, edge: edge === undefined ? null : edge, community: field, path: null });
  });
  network.on("doubleClick", ({ pointer }) => {
    const node = network.getNodeAt(pointer.DOM);
    if (NODES.has(node)) unfold(node);
  });
  network.on("dragging", () => { current.named = current.disputes = null; });
  network.on("dragEnd", keepPlaces);
  network.on("hoverNode", ({ node, event }) => (NODES.has(node)
    ? tip(NODES.get(node).name, kindLabel(NODES.get(node)), event) : tip(COMMUNITIES.get(node).name, kindsOf(current.communities.get(node)), event)));
  network.on("hoverEdge", ({ edge, event }) => {
    if (current.bonds.has(edge)) return tip(bondName(current.bonds.get(edge)), "", event);
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
  const { nodes, communities } = view || look(), ids = [...communities.keys(), ...nodes.keys()];
  if (!ids.length) return;
  let left = Infinity, right = -Infinity, top = Infinity, bottom = -Infinity;
  for (const id of ids) {
    const { x, y } = places[id], node = { font: signText, ...item(id) }, rows = node.label.split("\n");
    const half = Math.max(node.size, ...rows.map((row) => row.length * node.font * 0.29));
    left = Math.min(left, x - half); right = Math.max(right, x + half);
    top = Math.min(top, y - node.size); bottom = Math.max(bottom, y + node.size + 6 + rows.length * node.font * 1.2);
  }
  const room = namesOn(view || look()) ? 110 : 24, width = Math.max(canvas.clientWidth - Math.min(room, canvas.clientWidth / 6), 50), height = Math.max(canvas.clientHeight - 24, 50);
  const scale = Math.min(width / (right - left), height / (bottom - top), 1.5);
  const centre = { x: (left + right) / 2, y: (top + bottom) / 2 };
  const focus = ids.find((id) => item(id).focus);
  if (opening && focus !== undefined && scale < 0.5 && ids.length <= 150) {
    network.moveTo({ position: places[focus], scale: 0.62 });
    return;
  }
  network.moveTo({ position: centre, scale, animation: animate && calm() ? { duration: 300 } : false });
}
const calm = () => !matchMedia("(prefers-reduced-motion: reduce)").matches && !many;

// An open community fills the view.
function frame(id) {
  const { half } = COMMUNITIES.get(id), wide = Math.max(canvas.clientWidth - 24, 50), high = Math.max(canvas.clientHeight - 24, 50);
  const scale = Math.min(wide / (2 * half[0] + 160), high / (2 * half[1] + 160), 1.2);
  network.moveTo({ position: places[id], scale, animation: calm() ? { duration: 300 } : false });
}

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
