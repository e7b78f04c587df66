// Start: read the address, draw once, then let every change redraw what it touches.
Object.assign(state, fromHash(location.hash));
written = location.hash.replace(/^#/, "");
openWhatIsChosen();
beginTime();
await breathe(LARGE);
current = look();
await breathe(LARGE);
begin(current);
network.on("afterDrawing", overlay);
if (COMMUNITIES.size) network.on("beforeDrawing", fields);
listeners.push((view) => {
  current = view;
  paint(view);
  showLegend(view);
  showPanel(view);
  showPath(view);
  showTime();
  showTable(view);
  $("names").setAttribute("aria-pressed", String(namesOn(view)));
  $("folds").textContent = state.unfold.size ? "Fold all" : "Open all";
  $("folds").disabled = !state.unfold.size && !drawable();
  if (!view.all.nodes.size) say("Nothing is drawn: every kind is filtered out, or nothing held on this day.");
  else if (!view.nodes.size) say(foldedWords(view).replace(/; $/, "; click one to open it"));
  else say(`${foldedWords(view)}${plural(view.nodes.size, "thing")} and ${plural(view.edges.size, "relation")} drawn`);
});
$("source-count").textContent = PAGE.sources.length;
const listAll = () => { if (!$("source-list").children.length) $("source-list").append(...PAGE.sources.map((source, i) => make("li", { value: i + 1 }, sourceLine(source)))); };
$("sources").addEventListener("toggle", listAll); // a thousand lines that few open
addEventListener("beforeprint", () => { listAll(); $("sources").open = true; });
await breathe(LARGE);
applyTheme(null);
if (state.node && current.nodes.has(state.node) && network.getScale() < 0.5) show(state.node);
let resized = null, wide = canvas.clientWidth;
new ResizeObserver(() => {
  clearTimeout(resized);
  resized = setTimeout(() => { if (!canvas.hidden && canvas.clientWidth && canvas.clientWidth !== wide) whole(current, false, true);
    wide = canvas.clientWidth; }, 150);
}).observe(canvas);
document.documentElement.dataset.ready = "yes";
