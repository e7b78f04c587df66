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

// Where what is drawn stands at this moment (it moves with physics and under the hand).
function placesOf(view) {
  const ids = [...view.communities.keys(), ...view.nodes.keys()], now = network.getPositions(ids.filter((id) => nodeSet.get(id)));
  for (const id of ids) if (!now[id]) now[id] = places[id];
  return now;
}

function overlay(ctx) {
  const view = current;
  if (!view || painting) return;
  const scale = network.getScale(), r = scale < 0.3 ? Math.max(6, 2.4 / scale) : Math.max(8, 4.5 / scale), now = placesOf(view);
  for (const [id, sign] of view.communities) drawSign(ctx, COMMUNITIES.get(id), sign, now[id], r);
  if (state.node && view.nodes.has(state.node)) {
    const node = NODES.get(state.node), at = now[node.id];
    ctx.beginPath();
    ctx.arc(at.x, at.y, node.size + 7, 0, 2 * Math.PI);
    ctx.lineWidth = 3;
    ctx.strokeStyle = colours.accent;
    ctx.stroke();
  }
  if (scale >= 0.3 || COMMUNITIES.size) {
    const size = countSize(scale);
    ctx.font = `${size}px ${FONT}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    ctx.lineWidth = 4;
    // Where names find room is worked out anew only when something has moved.
    if (!view.named || view.named.scale !== scale || network.physics.physicsEnabled) view.named = { scale, list: lineNames(view, now, size) };
    for (const { x, y, text } of view.named.list) {
      ctx.strokeStyle = colours.paper;
      ctx.strokeText(text, x, y);
      ctx.fillStyle = colours.ink;
      ctx.fillText(text, x, y);
    }
  }
  if (!view.disputes || network.physics.physicsEnabled) view.disputes = disputeSpots(view, now);
  for (const at of view.disputes) triangle(ctx, at.x, at.y, r * 0.9);
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
// A ring whose parts are the kinds of the things folded up, and their number.
function rings(sign) {
  let from = -Math.PI / 2;
  return PAGE.kinds.filter((kind) => sign.kinds.has(kind.kind)).map((kind) => {
    const start = from;
    from += (2 * Math.PI * sign.kinds.get(kind.kind)) / sign.count;
    return { colour: kind.colour, start, end: from };
  });
}
const RING = 0.74;
function drawSign(ctx, { id, size }, sign, at, r) {
  const back = current.lit.nodes.size > 0 && !current.lit.nodes.has(id);
  ctx.globalAlpha = back ? 0.45 : 1;
  for (const { colour, start, end } of rings(sign)) {
    ctx.beginPath();
    ctx.arc(at.x, at.y, size, start, end);
    ctx.arc(at.x, at.y, size * RING, end, start, true);
    ctx.closePath();
    ctx.fillStyle = colour;
    ctx.fill();
  }
  ctx.beginPath();
  ctx.arc(at.x, at.y, size * RING, 0, 2 * Math.PI);
  ctx.lineWidth = 1;
  ctx.strokeStyle = colours.ink;
  ctx.stroke();
  ctx.globalAlpha = 1;
  ctx.font = `700 ${signFont(size, sign.count)}px ${FONT}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillStyle = colours.ink;
  ctx.fillText(figure(sign.count), at.x, at.y);
  if (id === state.community) {
    ctx.beginPath();
    ctx.arc(at.x, at.y, size + 6, 0, 2 * Math.PI);
    ctx.lineWidth = 3;
    ctx.strokeStyle = colours.accent;
    ctx.stroke();
  }
  if (sign.disputed) triangle(ctx, at.x + size * 0.8, at.y - size * 0.8, Math.max(9, r * 0.9));
}
const signFont = (size, count) => Math.round(Math.min(size * 0.6, (size * 2) / String(count).length));

// Behind an open community, the field that its things stand in, with its name.
function fields(ctx) {
  if (!current || painting) return;
  const scale = network.getScale(), high = Math.max(18, 13 / scale);
  for (const id of state.unfold) {
    const { half, name } = COMMUNITIES.get(id), at = places[id], chosen = id === state.community;
    ctx.beginPath();
    ctx.roundRect(at.x - half[0] - 30, at.y - half[1] - 30, 2 * half[0] + 60, 2 * half[1] + 60, 40);
    ctx.fillStyle = colours.wash;
    ctx.fill();
    ctx.lineWidth = (chosen ? 3 : 1.2) / Math.min(1, scale);
    ctx.strokeStyle = chosen ? colours.accent : colours.faint;
    ctx.stroke();
    ctx.font = `600 ${high}px ${FONT}`;
    ctx.textAlign = "left";
    ctx.textBaseline = "bottom";
    ctx.fillStyle = colours.soft;
    const most = Math.floor((2 * half[0]) / (high * 0.55));
    ctx.fillText(shortName(name, Math.max(most, 8)), at.x - half[0] - 10, at.y - half[1] - 34);
  }
}
function fieldAt({ x, y }) {
  for (const id of state.unfold) {
    const { half } = COMMUNITIES.get(id), at = places[id];
    if (Math.abs(x - at.x) < half[0] + 30 && Math.abs(y - at.y) < half[1] + 30) return id;
  }
  return null;
}
// Seen from afar, the names of communities and of the best connected things only, as far as they fit.
const byDegree = (a, b) => AROUND.get(b.id).length - AROUND.get(a.id).length;
function hubsOf(view) {
  if (!view.hubs) {
    const nodes = [...view.nodes.keys()].map((id) => NODES.get(id)).sort(byDegree).slice(0, 60);
    const signs = [...view.communities].sort((a, b) => b[1].count - a[1].count).map(([id]) => COMMUNITIES.get(id));
    view.hubs = [...nodes.slice(0, 10), ...signs, ...nodes.slice(10)];
  }
  return view.hubs;
}
function hubs(ctx, view, now, scale) {
  const taken = [], high = 15 / scale, most = Math.max(14, Math.min(32, Math.round(canvas.clientWidth / 26)));
  ctx.font = `600 ${12 / scale}px ${FONT}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  for (const { id, name, label, size } of hubsOf(view)) {
    if (taken.length >= 24) break;
    const at = now[id], text = shortName(COMMUNITIES.has(id) ? label.replace(/\n/g, " ") : name, most);
    const half = ctx.measureText(text).width / 2, y = at.y + size + high * 0.6;
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
// The mark of a disputed relation stands on its line, clear of what things are called where there is such a place.
const MARK = 9;
function disputeSpots(view, where) {
  const lines = DISPUTED_EDGES.filter((edge) => view.edges.has(edge.id)).map((edge) => course(edge, where));
  const rooms = lines.length > 300 ? NONE : [...view.nodes.keys()].flatMap((id) => nodeRooms(NODES.get(id), where[id]));
  return lines.map((line) => {
    const clear = [0.3, 0.4, 0.22, 0.5, 0.6, 0.7, 0.8].map((t) => along(line, t)).find(({ x, y }) => {
      const box = { left: x - MARK, right: x + MARK, top: y - MARK, bottom: y + MARK };
      return !rooms.some((room) => meets(room, box));
    });
    return clear || along(line, 0.3);
  });
}
const DISPUTED_EDGES = CARRIED.edges.filter((edge) => edge.conflicts.length);
let current = null;
