/**
 * Draws docs/dashboard.svg from the real program in a terminal that nobody sees.
 *
 *     node --import tsx bench/make-picture.ts [--png] [--size 140x45] [--until "the run is over"] [--out docs/dashboard.svg] -- [arguments of node]
 *
 * Without arguments of its own it runs the comparison of the built program.
 */
import { spawn } from '@lydell/node-pty';
import { Resvg } from '@resvg/resvg-js';
import headless from '@xterm/headless';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { svgOf } from '../tui/picture/svg.js';
import { terminalCells } from '../tui/picture/terminal.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    png: { type: 'boolean', default: false },
    size: { type: 'string', default: '140x45' },
    until: { type: 'string', default: 'the run is over' },
    keys: { type: 'string', default: '' },
    out: { type: 'string', default: 'docs/dashboard.svg' },
    minutes: { type: 'string', default: '30' },
  },
});
const [columns, rows] = values.size.split('x').map(Number);
const program = positionals.length > 0 ? positionals : ['dist/tui/cli.js', 'compare', '--reporter', 'dashboard'];

const terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true });
const environment = { ...process.env, TERM: 'xterm-256color', COLORTERM: 'truecolor', LC_ALL: 'C.UTF-8', NO_COLOR: '' };
const child = spawn(process.execPath, program, { cols: columns, rows, env: environment });
let ended = false;
child.onData((data) => terminal.write(data));
child.onExit(() => (ended = true));

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
const screen = (): string =>
  terminalCells(terminal)
    .map((row) => row.map(({ glyph }) => glyph).join(''))
    .join('\n');
const deadline = Date.now() + Number(values.minutes) * 60_000;
while (!screen().includes(values.until)) {
  if (ended || Date.now() > deadline) throw new Error(`'${values.until}' was never shown:\n${screen()}`);
  await pause(50);
}
for (const key of values.keys) {
  child.write(key === '>' ? '\u001B[C' : key === '~' ? '\r' : key);
  await pause(300);
}
await pause(300);
const svg = svgOf(terminalCells(terminal), { title: 'The dashboard of antiphase' });
child.write('\u0003\u0003');
writeFileSync(values.out, svg);
if (values.png) {
  const picture = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: 1.5 },
    font: { loadSystemFonts: true, defaultFontFamily: 'DejaVu Sans Mono' },
  });
  writeFileSync(values.out.replace(/\.svg$/, '.png'), picture.render().asPng());
}
await pause(500);
child.kill();
process.exit(0);
