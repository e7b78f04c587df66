// Start: read the address, draw once, then let every change redraw what it touches.
Object.assign(state, fromHash(location.hash));
written = location.hash.replace(/^#/, "");
beginTime();
current = look();
begin(current);
network.on("afterDrawing", overlay);
listeners.push((view) => {
  current = view;
  paint(view);
  showLegend(view);
  showPanel(view);
  showPath(view);
  showTime();
  showTable(view);
  $("names").setAttribute("aria-pressed", String(namesOn(view)));
  if (!view.nodes.size) say("Nothing is drawn: every kind is filtered out, or nothing held on this day.");
  else say(`${plural(view.nodes.size, "thing")} and ${plural(view.edges.size, "relation")} drawn`);
});
$("source-count").textContent = PAGE.sources.length;
$("source-list").append(...PAGE.sources.map((source, i) => make("li", { value: i + 1 }, sourceLine(source))));
addEventListener("beforeprint", () => { $("sources").open = true; });
applyTheme(null);
if (state.node && current.nodes.has(state.node) && network.getScale() < 0.5) show(state.node);
let resized = null, wide = canvas.clientWidth;
new ResizeObserver(() => {
  clearTimeout(resized);
  resized = setTimeout(() => { if (!canvas.hidden && canvas.clientWidth && canvas.clientWidth !== wide) whole(current, false, true);
    wide = canvas.clientWidth; }, 150);
}).observe(canvas);
document.documentElement.dataset.ready = "yes";
