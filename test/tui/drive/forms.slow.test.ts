import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CycleEvent, RunEvent } from '../../../experiments/event.js';
import type { VerdictEvent } from '../../../experiments/verdict-event.js';
import { spokenNumber } from '../../../tui/reporters/spoken.js';
import { asciiNumbers, plainNumber, score, signed } from '../../../tui/words.js';
import { command } from '../command.js';
import { antiphase, drive, left, seen } from './drive.js';
import { stage, store } from './stage.js';

let folder: string;
let remove: () => void;
let id: string;
let events: readonly RunEvent[];
const told = async (reporter: string): Promise<string> =>
  (await command(folder, 'replay', id, '--store', 'runs', '--reporter', reporter)).stdout;

beforeAll(async () => {
  ({ folder, remove } = stage());
  await store(folder, 'compare', 'balance', '--seeds', '2', '--updates', '40');
  [id] = readdirSync(join(folder, 'runs'));
  events = (await told('jsonl'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as RunEvent);
}, 120_000);
afterAll(() => remove());

describe('one recorded comparison, told in every form', () => {
  it('has the same return, lowest margin, growth and collapse in lines, in a table and on screens', async () => {
    const verdict = events.at(-1) as VerdictEvent;
    const [first] = verdict.arms;
    const { name, collapse, measured } = first;
    const value = score(first.score.value);
    const [lowest, growth] = [signed(measured.margin), plainNumber(measured.growth)];
    for (const reporter of ['plain', 'line']) {
      const rows = asciiNumbers(await told(reporter)).split('\n');
      for (const text of [value, lowest, growth, collapse.value.toFixed(2)])
        expect(rows.some((row) => row.startsWith(name) && row.includes(asciiNumbers(text)))).toBe(true);
    }

    const terminal = antiphase(folder, ['dashboard', id, '--screen', 'compare', '--store', 'runs']);
    const row = (start: RegExp): string => seen(terminal).lines.find((line) => start.test(line)) ?? '';
    await terminal.until((now) => now.screen()[0].includes(' done ') && now.screen().join('\n').includes('no verdict'));
    for (const text of [value, lowest, growth]) expect(row(new RegExp(`^│› ${name}`))).toContain(text);
    await drive(terminal, [['size 79x20', (now) => now.lines.length === 20 && /growth/.test(now.text)]]);
    expect(row(/^ margin/)).toContain(`lowest ${lowest}`);
    expect(row(/^ margin/)).toContain(`growth ${growth}`);
    await drive(terminal, [['size 100x5', (now) => now.lines[0].startsWith(name)]]);
    expect(row(new RegExp(`^${name}`))).toContain(`low ${lowest}`);
    expect(row(new RegExp(`^${name}`))).toContain(`growth ${growth}`);
    await drive(terminal, [['q', left]]);
    await terminal.exit;
  });

  it('is spoken with the numbers of its events, and with the words of its verdict', async () => {
    const spoken = await told('spoken');
    const verdict = events.at(-1) as VerdictEvent;
    const numbers = verdict.words.join(' ').match(/\d+\.\d+/g) ?? [];
    expect(numbers.length).toBeGreaterThan(5);
    for (const number of numbers) expect(spoken).toContain(number);
    const cycles = events.filter((event): event is CycleEvent => event.type === 'cycle');
    const alarms = events.filter((event) => event.type === 'alarm');
    const sentences = spoken.split('\n').filter((line) => /cycle \d+ closed|^Alarm/.test(line));
    expect(sentences.length).toBeGreaterThan(0);
    for (const sentence of sentences) {
      const cycle = cycles.find(({ run }) => sentence.startsWith(`${run}: `));
      const alarm = alarms.find(
        ({ run, reading, update }) =>
          sentence.startsWith(`Alarm: ${run}, ${reading} `) && sentence.endsWith(`update ${update}.`),
      );
      const said = cycle?.lowestMargin ?? alarm?.value ?? Number.NaN;
      expect(sentence).toContain(Number.isNaN(said) ? 'not finite' : spokenNumber(said));
    }
  });
});
