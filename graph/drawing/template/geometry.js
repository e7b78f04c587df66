// Where a line runs, as vis-network draws it; shared by marks on the canvas and by the SVG.
// Returns {from, via, to}: `via` is the control point of a quadratic curve, or null when straight.
function course(edge, places) {
  const from = places[edge.from], to = places[edge.to];
  if (edge.from === edge.to) {
    const r = 18 + 60 * Math.abs(edge.curve), size = item(edge.from).size;
    return { from, to, via: null, loop: { x: from.x + size * 0.7 + r * 0.7, y: from.y - size * 0.7 - r * 0.7, r } };
  }
  if (!edge.curve) return { from, to, via: null };
  const bend = edge.curve, length = Math.hypot(to.x - from.x, to.y - from.y);
  const turn = Math.atan2(from.y - to.y, to.x - from.x) + (0.5 * bend + 0.5) * Math.PI;
  const reach = (0.5 * Math.abs(bend) + 0.5) * length;
  return { from, to, via: { x: from.x + reach * Math.sin(turn), y: from.y + reach * Math.cos(turn) } };
}

function along(line, t) {
  if (line.loop) return { x: line.loop.x + line.loop.r * 0.7, y: line.loop.y - line.loop.r * 0.7 };
  const mix = (a, b, c) => (b === undefined ? a * (1 - t) + c * t : a * (1 - t) ** 2 + 2 * b * t * (1 - t) + c * t ** 2);
  return { x: mix(line.from.x, line.via ? line.via.x : undefined, line.to.x), y: mix(line.from.y, line.via ? line.via.y : undefined, line.to.y) };
}

// Where the names of lines can stand: clear of the labels of things and of one another.
// A name that finds no room is left out (panel and table have it), unless it is the only one asked for.
const ruler = document.createElement("canvas").getContext("2d");
const widths = new Map();
function textWide(text, size) {
  const key = size + " " + text;
  if (!widths.has(key)) {
    ruler.font = `${size}px ${FONT}`;
    widths.set(key, ruler.measureText(text).width);
  }
  return widths.get(key);
}
function nodeRooms(node, at) {
  const rows = node.label.split("\n"), half = Math.max(...rows.map((row) => textWide(row, node.font) / 2)), low = at.y + node.size;
  return [
    { left: at.x - node.size, right: at.x + node.size, top: at.y - node.size, bottom: low },
    { left: at.x - half, right: at.x + half, top: low, bottom: low + 6 + rows.length * node.font * 1.2 },
  ];
}
const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const STOPS = [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73, 0.2, 0.8];

// The number of relations stands on the strongest bonds, or on those of what is chosen.
function countsShown(view) {
  const bonds = bondsDrawn(view).filter((bond) => (view.lit.nodes.size ? view.lit.edges.has(bond.id) : bond.edges.length > 1));
  return bonds.slice(0, 60).map((bond) => bond.id);
}
const bondLine = (bond) => ({ ...bond, curve: 0, label: figure(bond.edges.length) });

// Names of lines are as large as other text; where only communities are drawn, their counts are readable from afar.
const countSize = (scale) => (COMMUNITIES.size && !current.nodes.size ? Math.max(12, 11 / scale) : 12);

function lineNames(view, where, size = 12) {
  const all = namesOn(view) && !view.lit.nodes.size;
  const lines = [...(all ? view.edges.keys() : view.lit.edges)].filter((id) => view.edges.has(id));
  const wanted = (lines.length > MOST_BOLD && !namesOn(view) ? [] : lines).concat(countsShown(view));
  if (!wanted.length || wanted.length > 250) return [];
  const rooms = [...view.communities.keys(), ...view.nodes.keys()].flatMap((id) => nodeRooms({ font: signText, ...item(id) }, where[id]));
  const placed = [];
  for (const id of wanted) {
    const edge = EDGES.get(id) || bondLine(view.bonds.get(id)), line = course(edge, where);
    const spot = (t, text) => {
      const { x, y } = along(line, t), half = textWide(text, size) / 2 + 2;
      return { x, y, text, left: x - half, right: x + half, top: y - size * 0.75, bottom: y + size * 0.75 };
    };
    const texts = [...new Set([34, 18].map((most) => shortName(edge.label, most)))];
    const free = texts.flatMap((text) => STOPS.map((t) => spot(t, text)))
      .find((box) => !rooms.some((room) => meets(room, box)) && !placed.some((other) => meets(other, box)));
    if (free) placed.push(free);
    else if (wanted.length === 1) placed.push(spot(0.5, texts[0]));
  }
  return placed;
}
