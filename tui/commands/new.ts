import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OptionError } from '../../math/check.js';
import { outFolder } from './out-file.js';

const experimentFile = `import { antiPhase, balance, cycle, experiment, reinforce, stabilityProbe } from 'antiphase';
import { heartbeat } from './heartbeat.js';

export default experiment({
  env: balance({ rewardScale: cycle({ wave: heartbeat, period: 40, min: 0.4, max: 1.6 }) }),
  agent: reinforce({
    learningRate: cycle({ wave: 'cosine', period: 40, phase: antiPhase, min: 1, max: 9 }),
    advantageScale: 1 / 5,
  }),
  warmStart: { updates: 80, learningRate: 0.4, momentum: 0.9 },
  updates: 160,
  hooks: [stabilityProbe({ every: 4 })],
});
`;

const waveformFile = `import type { Waveform } from 'antiphase';

/** Two quick breaths, then a long rest. Any function of phase is a waveform; nothing to register. */
export const heartbeat: Waveform = (phase) => (phase < 0.4 ? Math.sin((phase / 0.2) * Math.PI) ** 2 : 0);
`;

const configuration = {
  compilerOptions: {
    target: 'ES2022',
    module: 'NodeNext',
    moduleResolution: 'NodeNext',
    strict: true,
    noEmit: true,
    skipLibCheck: true,
  },
  // A stored run keeps a copy of the experiment alone, beside nothing that it imports.
  exclude: ['node_modules', 'runs'],
};

/**
 * Starts a folder: package.json, an experiment, a waveform of its own, and a tsconfig, so that `import 'antiphase'` completes in an editor.
 *
 * @throws OptionError for a folder that is there and not empty.
 */
export function create(folder: string): void {
  const path = resolve(folder);
  if (existsSync(path) && (!statSync(path).isDirectory() || readdirSync(path).length > 0))
    throw new OptionError('new', 'a folder that is empty or not there yet', folder, 'Choose another name.');
  outFolder('new', path);
  const name = basename(path)
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-');
  const manifest = {
    name,
    private: true,
    type: 'module',
    scripts: { start: 'antiphase run experiment.ts', compare: 'antiphase compare experiment.ts' },
    dependencies: { antiphase: dependency() },
  };
  const files = {
    'package.json': `${JSON.stringify(manifest, null, 2)}\n`,
    'tsconfig.json': `${JSON.stringify(configuration, null, 2)}\n`,
    'experiment.ts': experimentFile,
    'heartbeat.ts': waveformFile,
  };
  for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text, { flag: 'wx' });
  process.stdout.write(`${folder}: ${Object.keys(files).join(', ')}\nnext: cd ${folder} && npm install && npm start\n`);
}

/** The version from the registry; the folder itself when the package runs from a checkout. */
function dependency(): string {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
  const installed = root.includes(`${sep}node_modules${sep}`);
  return installed ? `^${version}` : `file:${root.replace(/[\\/]$/, '')}`;
}
