/** Breaks the screen on purpose: `node --import ./test/tui/faults.mjs dist/tui/cli.js …` with FAULT=component or FAULT=drawing. */
import { register } from 'node:module';

const fault = process.env.FAULT;
const hooks = `
export async function load(url, context, next) {
  const loaded = await next(url, context);
  if (${fault === 'component'} && url.endsWith('/tui/dashboard/app.js'))
    return { ...loaded, source: String(loaded.source).replace('function App({', "function App() { throw new Error('a component threw on purpose'); }\\nexport function Whole({") };
  if (${fault === 'drawing'} && url.endsWith('/tui/dashboard/frames.js')) {
    const source = String(loaded.source).replace('drawScreen(shown', 'thrown(shown');
    return { ...loaded, source: source + "\\nlet drawn = 0;\\nfunction thrown(...given) { if (++drawn > 5) throw new Error('drawing threw on purpose'); return drawScreen(...given); }" };
  }
  return loaded;
}`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
