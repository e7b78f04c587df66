// Start: read the address, draw once, then let every change redraw what it touches.
Object.assign(state, fromHash(location.hash));
written = location.hash.replace(/^#/, "");
openWhatIsChosen();
beginTime();
await breathe(LARGE);
const unknownWords = (unknown) => ["The link asks for what this picture does not have, so that is passed over: ",
  ...unknown.slice(0, 3).flatMap((name, i) => [i ? ", " : "", named(shortName(name, 80))]), unknown.length > 3 ? ` and ${unknown.length - 3} more.` : "."];
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
  $("unknown").hidden = !state.unknown.length;
  $("unknown").replaceChildren(...(state.unknown.length ? unknownWords(state.unknown) : NONE));
  if (!view.all.nodes.size) say("Nothing is drawn: every kind is filtered out, or nothing held on this day.");
  else if (!view.nodes.size) say(foldedWords(view).replace(/; $/, "; click one to open it"));
  else say(`${foldedWords(view)}${plural(view.nodes.size, "thing")} and ${plural(view.edges.size, "relation")} drawn`);
});
$("source-count").textContent = figure(PAGE.sources.length);
// Thousands of lines that few open: listed when asked for, in parts, so that the page answers in between.
async function listAll() {
  if ($("source-list").children.length) return;
  for (let from = 0; from < PAGE.sources.length; from += 250) {
    if (from) await breathe(true);
    $("source-list").append(...PAGE.sources.slice(from, from + 250).map((source, i) => make("li", { value: from + i + 1 }, sourceLine(source))));
  }
}
$("sources").addEventListener("toggle", listAll);
addEventListener("beforeprint", printSources);
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
