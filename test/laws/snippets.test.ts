import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'antiphase-snippets-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the TypeScript of a page that begins with `first` as a program of its own, `last` behind it; answers what it printed. */
function printed(page: string, first: string, last = ''): string {
  const [, code] = [...readFileSync(join(root, page), 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)].find(([, text]) =>
    text.startsWith(first),
  )!;
  const built = pathToFileURL(join(root, 'dist/index.js')).href;
  const file = join(folder, 'snippet.mts');
  writeFileSync(file, `${code.replace("from 'antiphase'", `from '${built}'`)}\n${last}`);
  const tsx = pathToFileURL(join(root, 'node_modules/tsx/dist/loader.mjs')).href;
  return execFileSync(process.execPath, ['--import', tsx, file], { cwd: folder, encoding: 'utf8' });
}

it('run, sweep and compare are functions that print nothing themselves', () => {
  const lines = printed('README.md', 'import { balance, compare,');
  expect(lines.match(/rewardPerStep: /g)).toHaveLength(20);
  expect(lines).toMatch(/1\. learningRate=\S+: mean reward per step/);
  expect(lines).toMatch(/a choice among 2 over 4 seeds/);
}, 120_000);

it('the statistics give what the page says', () => {
  const lines = printed(
    'docs/report.md',
    'import { interquartileMean',
    `console.log(JSON.stringify([probabilityOfImprovement(scores, [0.5, 0.8, 0.6, 0.4]), performanceProfile(scores, [0.5, 0.75])]));
     console.log(stratifiedBootstrap(anti, { random: random(0), statistic: (tasks) => interquartileMean(tasks.flat()) }).value.toFixed(9));`,
  );
  // Wins and ties of 16 pairs, counted by hand: 4 + 3.5 + 3 + 4; the middle half of 0.7, 0.8, 0.9, 0.9.
  expect(lines.trim().split('\n')).toEqual(['[0.90625,[1,0.75]]', '0.850000000']);
}, 60_000);
