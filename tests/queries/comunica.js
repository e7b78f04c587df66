// Asks Comunica: node comunica.js FOLDER FILE, a JSON list of queries on standard input, a JSON list of answers on
// standard output: {rows: [{variable: [value, datatype]}]} or {error}. FILE is N-Quads; its default graph is the default graph.
const fs = require('node:fs');
const path = require('node:path');
const { createRequire } = require('node:module');

const [folder, file] = process.argv.slice(2);
const installed = createRequire(path.join(folder, 'package.json'));
const { QueryEngine } = installed('@comunica/query-sparql-file');
const { Parser, Store } = installed('n3');

async function ask(engine, store, query) {
  // Comunica throws some errors outside the promise it returns.
  let fail;
  const lost = new Promise((_, reject) => { fail = reject; });
  process.once('uncaughtException', fail);
  try {
    const found = engine.queryBindings(query, { sources: [store] }).then(stream => stream.toArray());
    const rows = await Promise.race([found, lost]);
    return { rows: rows.map(row => Object.fromEntries(
      [...row].map(([variable, term]) => [variable.value, [term.value, term.datatype ? term.datatype.value : '']]))) };
  } catch (error) {
    return { error: String(error) };
  } finally {
    process.removeListener('uncaughtException', fail);
  }
}

async function main() {
  const store = new Store(new Parser({ format: 'N-Quads' }).parse(fs.readFileSync(file, 'utf8')));
  const engine = new QueryEngine();
  const answers = [];
  for (const query of JSON.parse(fs.readFileSync(0, 'utf8'))) answers.push(await ask(engine, store, query));
  process.stdout.write(JSON.stringify(answers));
}

main();
