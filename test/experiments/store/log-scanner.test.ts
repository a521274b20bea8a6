import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventLine, type RunEvent } from '../../../experiments/event.js';
import { happeningList, happeningOf } from '../../../experiments/store/happenings.js';
import { logScanner } from '../../../experiments/store/log-scanner.js';
import { numberScanner, skipNumber } from '../../../experiments/store/scan-number.js';
import { eventOf } from '../../../experiments/store/schemas.js';
import { fakePlan, fakeRun } from '../../tui/fake-source.js';

const bytes = (text: string): Buffer => Buffer.from(text);

describe('a number in bytes', () => {
  it('is the number that JSON says, to its last bit', () => {
    const numbers = numberScanner();
    const some = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.double({ min: -1e3, max: 1e3, noNaN: true }),
      fc.double({ min: -1e-3, max: 1e-3, noNaN: true }),
      fc.maxSafeInteger(),
    );
    fc.assert(
      fc.property(some, (value) => {
        const text = JSON.stringify(value);
        expect(numbers.scan(bytes(`${text},`), 0)).toBe(text.length);
        expect(numbers.value).toBe(JSON.parse(text));
        expect(skipNumber(bytes(`${text},`), 0)).toBe(text.length);
      }),
      { numRuns: 3000 },
    );
  });

  it('is right where two doubles lie equally near, and with more digits than any double has', () => {
    const numbers = numberScanner();
    for (const text of [
      '9007199254740993.0',
      '0.30000000000000004',
      '1.00000000000000011102230246251565404',
      '2.2250738585072011e-308',
      '179769313486231580793e289',
      '-0',
      '1e23',
      '8.5e22',
    ]) {
      expect(numbers.scan(bytes(`${text}}`), 0)).toBe(text.length);
      expect(numbers.value).toBe(JSON.parse(text));
    }
  });

  it.each(['', '-', '01', '1.', '.5', '1e', '+1', 'null', 'NaN'])('%j is none', (text) => {
    const whole = numberScanner().scan(bytes(`${text},`), 0);
    expect(whole).toBe(-1);
    expect(skipNumber(bytes(`${text},`), 0)).toBe(-1);
  });
});

/** What a scanner makes of a log, and the numbers in its columns. */
function scanned(
  lines: readonly string[],
  updates: number,
  names: readonly string[],
): { events: RunEvent[]; columns: Map<string, Float64Array>; rows: number } {
  const columns = new Map(names.map((name) => [name, new Float64Array(updates).fill(Number.NaN)]));
  const scanner = logScanner({ file: 'events.jsonl', run: 'in/300', columns, updates });
  const log = bytes(lines.map((line) => `${line}\n`).join(''));
  const list = happeningList();
  // In two stretches, the second of which begins inside of a line.
  const half = scanner.scan(log, 0, log.length >> 1);
  list.add(scanner.happenings());
  expect(scanner.scan(log, half, log.length)).toBe(log.length);
  list.add(scanner.happenings());
  expect(scanner.lines()).toBe(lines.length);
  return {
    events: Array.from({ length: list.count() }, (_, i) => happeningOf(list, i, 'in/300')),
    columns,
    rows: scanner.rows(),
  };
}

const names = ['values.learningRate', 'signals.rewardPerStep', 'signals.sharpness', 'signals.transient'];
const plan = fakePlan({ seeds: 1, updates: 400, arms: ['in'] });

describe('a log in bytes', () => {
  const lines = fakeRun(plan, 'in', 300).map(eventLine);
  const slow = lines.map((line, i) => eventOf('events.jsonl', i + 1, line));

  it('gives the numbers and the events that the checked way gives', () => {
    const { events, columns, rows } = scanned(lines, 400, names);
    expect(events).toEqual(slow.filter(({ type }) => type !== 'update'));
    const updates = slow.filter((event) => event.type === 'update');
    expect(rows).toBe(updates.length);
    for (const { update, values, signals } of updates)
      for (const [name, column] of columns) {
        const [of, member] = name.split('.');
        expect(column[update]).toBe((of === 'values' ? values : signals)[member] ?? Number.NaN);
      }
  });

  it('takes lines of another hand the checked way', () => {
    const other = [
      '{"run":"in/300","type":"update","update":0,"values":{"learningRate":1},"signals":{"rewardPerStep":2}}',
      '{"type":"update","run":"in/300","update":1,"values":{"learningRate":3},"signals":{ "rewardPerStep": 4 },"ages":{}}',
      '{"type":"update","run":"in/300","update":2,"values":{"learningRate":5},"signals":{"rewardPerStep":null,"sharpness":7},"nonFinite":["rewardPerStep"]}',
      '{"type":"update","run":"in/300","update":3,"values":{"learningRate":6},"signals":{"a \\"name\\"":1,"rewardPerStep":8}}',
    ];
    const { events, columns } = scanned(other, 4, names);
    expect([...(columns.get('values.learningRate') ?? [])]).toEqual([1, 3, 5, 6]);
    expect([...(columns.get('signals.rewardPerStep') ?? [])]).toEqual([2, 4, Number.NaN, 8]);
    expect(events.map((event) => event.type)).toEqual(['update', 'update', 'update', 'update']);
  });

  it.each([
    [
      'cut',
      '{"type":"update","run":"in/300","update":0,"values":{"learningRate":1},"sig',
      /events\.jsonl:2: not whole JSON/,
    ],
    ['false', '{"type":"update","run":"in/300","update":-1,"values":{},"signals":{}}', /events\.jsonl:2: update/],
    [
      'no number',
      '{"type":"alarm","run":"in/300","update":0,"signal":"a","value":"b","reading":"margin"}',
      /events\.jsonl:2: value/,
    ],
  ])('names file and line of one that is %s', (_, line, message) => {
    expect(() => scanned([lines[0], line, lines[1]], 400, names)).toThrow(message);
  });
});
