// Signs drawn over the picture: disagreement (a triangle with "!"), more to see ("+3"), the chosen node.
function triangle(ctx, x, y, r) {
  ctx.beginPath();
  ctx.moveTo(x, y - r);
  ctx.lineTo(x + r * 1.05, y + r * 0.8);
  ctx.lineTo(x - r * 1.05, y + r * 0.8);
  ctx.closePath();
  ctx.lineJoin = "round";
  ctx.lineWidth = r * 0.45;
  ctx.strokeStyle = "#1b1b1b";
  ctx.stroke();
  ctx.lineWidth = r * 0.15;
  ctx.fillStyle = "#ffd23f";
  ctx.fill();
  ctx.strokeStyle = "#1b1b1b";
  ctx.fillStyle = "#1b1b1b";
  ctx.beginPath();
  ctx.rect(x - r * 0.11, y - r * 0.45, r * 0.22, r * 0.62);
  ctx.rect(x - r * 0.11, y + r * 0.32, r * 0.22, r * 0.22);
  ctx.fill();
}

const conflictPlace = (node) => ({ x: places[node.id].x + node.size * 0.85, y: places[node.id].y - node.size * 0.85 });

function overlay(ctx) {
  const view = current;
  if (!view) return;
  const scale = network.getScale(), r = scale < 0.3 ? Math.max(6, 2.4 / scale) : Math.max(8, 4.5 / scale), now = network.getPositions([...view.nodes.keys()]);
  if (state.node && view.nodes.has(state.node)) {
    const node = NODES.get(state.node), at = now[node.id];
    ctx.beginPath();
    ctx.arc(at.x, at.y, node.size + 7, 0, 2 * Math.PI);
    ctx.lineWidth = 3;
    ctx.strokeStyle = colours.accent;
    ctx.stroke();
  }
  if (scale >= 0.3) {
    ctx.font = `12px ${FONT}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    ctx.lineWidth = 4;
    for (const { x, y, text } of lineNames(view, now)) {
      ctx.strokeStyle = colours.paper;
      ctx.strokeText(text, x, y);
      ctx.fillStyle = colours.ink;
      ctx.fillText(text, x, y);
    }
  }
  for (const edge of DISPUTED_EDGES) {
    if (!view.edges.has(edge.id)) continue;
    const at = along(course(edge, now), 0.3);
    triangle(ctx, at.x, at.y, r * 0.9);
  }
  for (const node of DISPUTED_NODES) {
    if (!view.nodes.has(node.id)) continue;
    triangle(ctx, now[node.id].x + node.size * 0.85, now[node.id].y - node.size * 0.85, r);
  }
  if (scale < 0.3) return hubs(ctx, view, now, scale);
  ctx.font = `600 11px ${FONT}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  for (const [id, count] of view.missing) {
    const node = NODES.get(id), at = now[id], text = "+" + count, wide = 10 + 6.6 * text.length;
    const x = at.x - node.size * 0.75, y = at.y - node.size * 0.9;
    ctx.beginPath();
    ctx.roundRect(x - wide / 2, y - 8, wide, 16, 8);
    ctx.fillStyle = colours.paper;
    ctx.fill();
    ctx.lineWidth = 1.2;
    ctx.strokeStyle = colours.ink;
    ctx.stroke();
    ctx.fillStyle = colours.ink;
    ctx.fillText(text, x, y + 0.5);
  }
}
// Seen from afar, the names of the best connected things only, as far as they fit.
const HUBS = [...NODES.values()].sort((a, b) => AROUND.get(b.id).length - AROUND.get(a.id).length).slice(0, 60);
function hubs(ctx, view, now, scale) {
  const taken = [], high = 15 / scale;
  ctx.font = `600 ${12 / scale}px ${FONT}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  for (const node of HUBS) {
    if (!view.nodes.has(node.id) || taken.length >= 18) continue;
    const at = now[node.id], text = node.name.length > 32 ? node.name.slice(0, 31) + "…" : node.name;
    const half = ctx.measureText(text).width / 2, y = at.y + node.size + high * 0.6;
    if (taken.some((t) => Math.abs(t.x - at.x) < t.half + half && Math.abs(t.y - y) < high)) continue;
    taken.push({ x: at.x, y, half });
    ctx.lineWidth = 4 / scale;
    ctx.strokeStyle = colours.paper;
    ctx.strokeText(text, at.x, y);
    ctx.fillStyle = colours.ink;
    ctx.fillText(text, at.x, y);
  }
}
const DISPUTED_NODES = CARRIED.nodes.filter((node) => node.conflicts.length);
const DISPUTED_EDGES = CARRIED.edges.filter((edge) => edge.conflicts.length);
let current = null;
