// Communities: what a picture of very many things shows instead of them until one is opened.
const MOST_OPEN = 2500; // things drawn at once: beyond this a frame takes too long
const isOpen = (id) => state.unfold.has(id);
const item = (id) => NODES.get(id) || COMMUNITIES.get(id);
const places = {};

const SIGN_FONT = 22; // as in communities.py
const SIGN_SIZE = new Map([...COMMUNITIES.values()].map(({ id, size }) => [id, size]));
let arranged = null, signText = SIGN_FONT;
// Where everything stands: an open community takes room round its centre, and the others move straight outwards, so
// none ever covers another. Depends on which are open, not on the order in which they were opened.
function arrange() {
  const key = [...COMMUNITIES.keys()].filter(isOpen).join();
  if (key === arranged) return; // what the reader has moved by hand stays
  arranged = key;
  // Beside what is open the signs are drawn larger, so that they are still read where both are seen.
  const widest = Math.max(0, ...[...COMMUNITIES.values()].filter(({ id }) => isOpen(id)).map(({ half }) => half[0]));
  const large = Math.min(2.5, Math.max(1, widest / 450));
  signText = Math.round(SIGN_FONT * large);
  for (const community of COMMUNITIES.values()) community.size = Math.round(SIGN_SIZE.get(community.id) * large);
  const centres = new Map([...COMMUNITIES.values()].map(({ id, x, y }) => [id, { x: x * large, y: y * large }]));
  for (const { id, half, size } of COMMUNITIES.values()) {
    if (!isOpen(id)) continue;
    const middle = centres.get(id), across = half[0] + 60 + size, down = half[1] + 60 + size;
    for (const [other, at] of centres) {
      const dx = at.x - middle.x, dy = at.y - middle.y;
      const far = Math.hypot(dx / across, dy / down);
      if (other === id || !far) continue;
      at.x += (dx / far) * 1.3;
      at.y += (dy / far) * 1.3;
    }
  }
  for (const [id, at] of centres) {
    places[id] = at;
    for (const node of isOpen(id) ? COMMUNITIES.get(id).members : NONE) places[node.id] = { x: at.x + node.x, y: at.y + node.y };
  }
}
if (!COMMUNITIES.size) for (const { id, x, y } of CARRIED.nodes) places[id] = { x, y };

function foldInto(view, all) {
  view.nodes = new Map();
  view.edges = new Map();
  const signs = new Map([...COMMUNITIES.keys()].filter((id) => !isOpen(id)).map((id) => [id, { count: 0, kinds: new Map(), disputed: 0 }]));
  for (const [id, how] of all.nodes) {
    const node = NODES.get(id), sign = signs.get(node.home);
    if (sign) countIn(sign, node);
    else view.nodes.set(id, how);
  }
  for (const [id, sign] of signs) if (sign.count) view.communities.set(id, sign);
  for (const [id, how] of all.edges) {
    const edge = EDGES.get(id), from = signs.has(edge.home) ? edge.home : edge.from, to = signs.has(edge.away) ? edge.away : edge.to;
    if (from === edge.from && to === edge.to) view.edges.set(id, how);
    else if (from !== to) {
      const whole = from === edge.home && to === edge.away; // of two folded ones, the name is made once
      const key = whole ? (edge.bond = edge.bond || bondId(from, to)) : bondId(from, to), bond = view.bonds.get(key);
      if (bond) bond.edges.push(id);
      else view.bonds.set(key, { id: key, from: from < to ? from : to, to: from < to ? to : from, edges: [id] });
    }
  }
}
function countIn(sign, node) {
  sign.count += 1;
  sign.kinds.set(node.kind, (sign.kinds.get(node.kind) || 0) + 1);
  if (node.conflicts.length) sign.disputed += 1;
}
// Drawn are the strongest bonds, and those of what is chosen: more lines would hide one another.
const MOST_BONDS = 300;
function bondsDrawn(view) {
  if (!view.strongest) {
    const ranked = [...view.bonds.values()].sort((a, b) => b.edges.length - a.edges.length);
    view.strongest = ranked.filter((bond, i) => i < MOST_BONDS || view.lit.edges.has(bond.id));
  }
  return view.strongest;
}
const bondId = (a, b) => (a < b ? `${a}-${b}` : `${b}-${a}`);
// The sign that stands for a thing, and the line that stands for a relation: themselves where they are drawn.
const signOf = (id, view) => (!COMMUNITIES.size || view.nodes.has(id) ? id : NODES.get(id).home);
function lineOf(id, view) {
  if (view.edges.has(id)) return id;
  const edge = EDGES.get(id);
  return bondId(signOf(edge.from, view), signOf(edge.to, view));
}
const homeOfEnd = (id) => (COMMUNITIES.has(id) ? id : NODES.get(id).home);
// A bond chosen in the address is one between two communities; with one of them open it is many lines.
function bondsBetween(view) {
  const [one, other] = state.between;
  return [...view.bonds.values()].filter(({ from, to }) => [homeOfEnd(from), homeOfEnd(to)].sort().join() === [one, other].sort().join());
}
function relationsBetween(view) {
  const [one, other] = state.between;
  return [...view.all.edges.keys()].filter((id) => {
    const { home, away } = EDGES.get(id);
    return (home === one && away === other) || (home === other && away === one);
  });
}

// What is chosen is to be seen: its community is opened. Where too much is open, what was opened first is folded again.
let foldedAgain = 0;
function openWhatIsChosen() {
  foldedAgain = 0;
  if (!COMMUNITIES.size) return;
  const wanted = new Set(state.unfold);
  const needed = new Set((state.edge ? [EDGES.get(state.edge).from, EDGES.get(state.edge).to] : state.node ? [state.node] : []).map((id) => NODES.get(id).home));
  for (const id of needed) wanted.add(id);
  let open = 0;
  for (const id of wanted) open += COMMUNITIES.get(id).members.length;
  const last = [...wanted].pop();
  for (const id of wanted) {
    if (open <= MOST_OPEN || id === last) break;
    if (needed.has(id)) continue;
    wanted.delete(id);
    open -= COMMUNITIES.get(id).members.length;
    foldedAgain += 1;
  }
  state.unfold = wanted;
  arrange();
}

function openCommunity(id) {
  change({ unfold: new Set(state.unfold).add(id), community: id, path: null });
  frame(id);
}
function foldCommunity(id) {
  change({ unfold: without(state.unfold, id), community: id });
  if (state.unfold.size) network.moveTo({ position: places[id], animation: false });
  else whole(look(), false);
}
const drawable = () => [...COMMUNITIES.values()].reduce((sum, community) => sum + community.members.length, 0) <= MOST_OPEN;
function foldedWords(view) {
  if (!COMMUNITIES.size) return "";
  const things = [...view.communities.values()].reduce((sum, sign) => sum + sign.count, 0);
  if (!view.communities.size) return "Every community is open: ";
  const words = view.communities.size === 1 ? `1 community of ${plural(things, "thing")} is folded` : `${view.communities.size} communities of ${plural(things, "thing")} are folded`;
  return words + (view.bonds.size > MOST_BONDS ? `, with the ${MOST_BONDS} strongest of ${figure(view.bonds.size)} bonds drawn` : "") + (foldedAgain ? `, ${foldedAgain} of them so that not too much is open` : "") + "; ";
}
