import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { eventLine, type RunEvent } from '../../../experiments/event.js';
import { loadReporter, reporterNames, type ReporterOptions } from '../../../tui/reporters/index.js';
import { fakePlan, fakeSource, fakeVerdict, type FakeOptions } from '../fake-source.js';
import { nobody, sink } from '../streams.js';

const small: FakeOptions = { seeds: 20, updates: 48, arms: ['in', 'anti', 'constant'] };
const ESCAPE = '\u001B';

async function told(
  name: (typeof reporterNames)[number],
  options: FakeOptions = small,
  more: Partial<ReporterOptions> = {},
) {
  const { stdout, text } = sink();
  const report = await loadReporter(name);
  const outcome = await report(fakeSource(options), { color: true, stdout, stdin: nobody(), ...more });
  return { outcome, text: text() };
}

async function eventsOf(options: FakeOptions): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of fakeSource(options).events) events.push(event);
  return events;
}

describe('reporters without a screen', () => {
  it.each(['plain', 'line', 'jsonl', 'quiet'] as const)(
    '%s writes no escape byte into a pipe and counts the same outcome',
    async (name) => {
      const { outcome, text } = await told(name);
      expect(text).not.toContain(ESCAPE);
      const verdict = fakeVerdict(fakePlan(small));
      expect(outcome.collapsed).toBe(verdict.arms.reduce((sum, arm) => sum + arm.collapsed, 0));
      expect(outcome).toMatchObject({ stopped: false, failed: 0 });
      expect(outcome.verdicts).toEqual([verdict]);
    },
  );

  it('jsonl is every ordered event on a line of its own', async () => {
    const { text } = await told('jsonl');
    const events = await eventsOf(small);
    expect(text).toBe(events.map((event) => `${eventLine(event)}\n`).join(''));
  });

  it('quiet says the words of the verdict and nothing else', async () => {
    const { text } = await told('quiet');
    expect(text.replaceAll(/\s+/g, ' ').trim()).toBe(fakeVerdict(fakePlan(small)).words.join(' '));
  });

  it('plain tells the plan before any result, a line an arm, and the verdict', async () => {
    const { text } = await told('plain');
    const lines = text.split('\n');
    const at = (start: RegExp): number => lines.findIndex((line) => start.test(line));
    expect(at(/^collapse: mean rewardPerStep below -0\.50 over the last half/)).toBeGreaterThan(0);
    expect(at(/^reward scale/)).toBeGreaterThan(0);
    expect(at(/^predicted before training/)).toBeLessThan(at(/arm in /));
    expect(lines.filter((line) => /^\d\d:\d\d arm (in|anti|constant) /.test(line))).toHaveLength(3);
    expect(at(/arm constant /)).toBeLessThan(at(/^verdict: /));
    const numbers = lines.filter((line) => /^(\d\d:| {2}in|in |anti |predicted )/.test(line));
    expect(numbers.length).toBeGreaterThan(8);
    for (const line of numbers) expect(line).toMatch(/^[ -~]*$/);
  });

  it('plain tells its progress as it happens', async () => {
    const { text } = await told('plain', { ...small, pace: 1 }, { interval: 0 });
    expect(text.match(/^\d\d:\d\d updates \d+\/2880 left /gm)?.length).toBeGreaterThan(10);
  });

  it('several comparisons follow each other and end with the summary', async () => {
    const { text, outcome } = await told('plain', { ...small, comparisons: 2 });
    expect(outcome.verdicts).toHaveLength(2);
    expect(text).toContain('balance 1 of 2');
    expect(text).toContain('summary: balance');
    expect(text.match(/arm anti /g)).toHaveLength(2);
  });

  it('a reader that goes away ends jsonl quietly and asks to stop', async () => {
    let lines = 0;
    const stdout = new Writable({
      write(_, __, done) {
        lines++;
        done(lines > 3 ? Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }) : null);
      },
    });
    const source = fakeSource(small);
    const jsonl = await loadReporter('jsonl');
    const outcome = await jsonl(source, {
      color: false,
      stdout: stdout as unknown as NodeJS.WriteStream,
      stdin: nobody(),
    });
    expect(source.stopped()).toBe(true);
    expect(outcome.stopped).toBe(true);
  });
});
