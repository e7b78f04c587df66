// What is to be seen in a state: pure, from the data and the state alone.
function reach() {
  const here = new Set();
  for (const node of NODES.values()) if (node.shown || state.add.has(node.id)) here.add(node.id);
  for (const id of state.open) {
    here.add(id);
    for (const edge of AROUND.get(id)) here.add(otherEnd(edge, id));
  }
  for (const id of state.close) {
    for (const edge of AROUND.get(id)) {
      const other = otherEnd(edge, id);
      if (other === id || NODES.get(other).focus) continue;
      const elsewhere = AROUND.get(other).some((e) => otherEnd(e, other) !== id && here.has(otherEnd(e, other)));
      if (!elsewhere) here.delete(other);
    }
  }
  return here;
}

function look() {
  if (!seen) seen = withFolds(everything());
  return seen;
}
let last = { key: null, all: null }; // what is chosen and what is folded changes nothing in it
function everything() {
  const key = JSON.stringify([state.on, ...SETS.map((name) => [...state[name]])]);
  if (last.key !== key) last = { key, all: workOut() };
  return last.all;
}

// All that a state lets be seen, whether its community is folded or open.
function workOut() {
  const here = reach(), nodes = new Map(), edges = new Map(), joined = new Set();
  const candidates = new Map();
  for (const id of here) {
    const node = NODES.get(id), how = held(node, state.on);
    if (how) candidates.set(id, how);
  }
  const counts = { kinds: new Map(), relations: new Map() };
  const count = (map, key) => map.set(key, (map.get(key) || 0) + 1);
  for (const edge of EDGES.values()) {
    if (!candidates.has(edge.from) || !candidates.has(edge.to)) continue;
    const how = held(edge, state.on);
    if (!how) continue;
    joined.add(edge.from).add(edge.to);
    count(counts.relations, edge.kind);
    if (state.less.has(edge.kind) || state.off.has(NODES.get(edge.from).kind) || state.off.has(NODES.get(edge.to).kind)) continue;
    edges.set(edge.id, how === "undated" && state.on ? "possible" : how);
  }
  for (const [id, how] of candidates) {
    const node = NODES.get(id);
    // On a chosen day an undated thing is drawn only while something joins it.
    if (how === "undated" && !joined.has(id) && !node.focus && !state.add.has(id)) continue;
    count(counts.kinds, node.kind);
    if (!state.off.has(node.kind)) nodes.set(id, how === "undated" ? "certain" : how);
  }
  return { nodes, edges, counts };
}

// What of it is drawn: things and relations of open communities, and for each folded one its sign and its bonds.
function withFolds(all) {
  const view = { ...all, all, communities: new Map(), bonds: new Map() };
  if (COMMUNITIES.size) foldInto(view, all);
  view.lit = lit(view);
  view.missing = missing(view);
  return view;
}

// What is brought forward: a path, or the chosen thing and what it touches; a folded thing by its community's sign.
function lit(view) {
  const found = { nodes: new Set(), edges: new Set(), route: null };
  const { nodes, edges } = view.all, sign = (id) => signOf(id, view), line = (id) => lineOf(id, view);
  if (state.path) {
    found.route = shortest(state.path[0], state.path[1], nodes, edges);
    if (found.route) {
      for (const id of found.route.nodes) found.nodes.add(sign(id));
      for (const id of found.route.edges) found.edges.add(line(id));
      return found;
    }
  }
  if (state.edge && edges.has(state.edge)) {
    const edge = EDGES.get(state.edge);
    found.edges.add(edge.id);
    found.nodes.add(edge.from).add(edge.to);
  } else if (state.node && nodes.has(state.node)) {
    found.nodes.add(state.node);
    for (const edge of AROUND.get(state.node)) {
      if (!edges.has(edge.id)) continue;
      found.edges.add(line(edge.id));
      found.nodes.add(sign(otherEnd(edge, state.node)));
    }
  } else if (view.communities.has(state.community)) {
    found.nodes.add(state.community);
    for (const bond of view.bonds.values()) {
      if (bond.from !== state.community && bond.to !== state.community) continue;
      found.edges.add(bond.id);
      found.nodes.add(bond.from).add(bond.to);
    }
  } else if (state.between) {
    for (const bond of bondsBetween(view)) {
      found.edges.add(bond.id);
      found.nodes.add(bond.from).add(bond.to);
    }
  }
  return found;
}

function missing(view) {
  const counts = new Map(), { nodes } = view.all;
  for (const id of view.nodes.keys()) {
    const away = new Set();
    for (const edge of AROUND.get(id)) {
      const other = otherEnd(edge, id);
      if (!nodes.has(other) && !state.off.has(NODES.get(other).kind) && held(edge, state.on) && held(NODES.get(other), state.on)) away.add(other);
    }
    if (away.size) counts.set(id, away.size);
  }
  return counts;
}

// Breadth first over what is drawn, in the order the file lists it.
function shortest(start, goal, nodes, edges) {
  if (!nodes.has(start) || !nodes.has(goal)) return null;
  const came = new Map([[start, null]]), queue = [start];
  for (let next = 0; next < queue.length && !came.has(goal); next += 1) {
    for (const edge of AROUND.get(queue[next])) {
      const other = otherEnd(edge, queue[next]);
      if (!edges.has(edge.id) || came.has(other)) continue;
      came.set(other, { edge: edge.id, from: queue[next] });
      queue.push(other);
    }
  }
  if (!came.has(goal)) return null;
  const route = { nodes: [goal], edges: [] };
  for (let step = came.get(goal); step; step = came.get(step.from)) {
    route.nodes.unshift(step.from);
    route.edges.unshift(step.edge);
  }
  return route;
}
