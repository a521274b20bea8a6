import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compare } from '../../../experiments/compare.js';
import { comparison, single } from '../../../experiments/comparison.js';
import { collectGarbage } from '../../../experiments/store/gc.js';
import { exportRuns } from '../../../experiments/store/export.js';
import { listRuns } from '../../../experiments/store/list.js';
import { storedEvents } from '../../../experiments/store/read-run.js';
import { eventLine, type RunEvent } from '../../../experiments/event.js';
import { freshFolder, textsIn } from '../folder.js';
import { scripted, tiny } from '../tiny.js';

const small = comparison({ experiment: tiny(), seeds: 2, bases: [{ meanRate: 0.5 }, { meanRate: 0.1 }] });

async function stored(folder: string): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of compare(small, { store: folder })) events.push(event);
  return events;
}

function manifest(store: string, id: string, created: string): void {
  mkdirSync(join(store, id), { recursive: true });
  const content = {
    version: 1,
    id,
    name: id,
    mode: 'run',
    engine: 'simd',
    checkpointEvery: 50,
    package: '0',
    node: '',
    created,
  };
  writeFileSync(join(store, id, 'run.json'), JSON.stringify(content));
}

describe('a store', () => {
  it('gives back every event in the order it was told, with several bases and their summary', async () => {
    const folder = join(freshFolder(), 'run');
    const told = await stored(folder);
    expect([...storedEvents(folder)].map(eventLine)).toEqual(told.map(eventLine));
    expect(told.at(-1)?.type).toBe('summary');
    expect(Object.keys(textsIn(folder, 'events.jsonl'))).toContain('trials/1-mean-rate-0.1/anti/1/events.jsonl');
  });

  it('holds the same files whether a run is told once or twice', async () => {
    const folder = join(freshFolder(), 'run');
    const told = await stored(folder);
    const files = { ...textsIn(folder, '.json'), ...textsIn(folder, '.jsonl') };
    expect((await stored(folder)).map(eventLine)).toEqual(told.map(eventLine));
    expect({ ...textsIn(folder, '.json'), ...textsIn(folder, '.jsonl') }).toEqual(files);
  });

  it('of a run that was stopped has no verdict, and goes on to the same files', async () => {
    const folder = freshFolder();
    const whole = await stored(join(folder, 'whole'));
    const abort = new AbortController();
    let count = 0;
    for await (const event of compare(small, { store: join(folder, 'cut'), signal: abort.signal })) {
      if (event.type === 'update' && ++count === 20) abort.abort();
    }
    expect(Object.keys(textsIn(join(folder, 'cut'), 'verdict.json'))).toEqual([]);
    expect((await stored(join(folder, 'cut'))).map(eventLine)).toEqual(whole.map(eventLine));
    for (const name of ['events.jsonl', 'plan.json', 'verdict.json', 'summary.json', 'latest.json'])
      expect(textsIn(join(folder, 'cut'), name)).toEqual(textsIn(join(folder, 'whole'), name));
  });

  it('of a run that was stopped before its plan keeps no plan of fewer seeds', async () => {
    const folder = join(freshFolder(), 'run');
    const abort = new AbortController();
    abort.abort();
    for await (const event of compare(small, { store: folder, signal: abort.signal })) expect(event).toBeDefined();
    expect(textsIn(folder, '')).toEqual({ 'run.json': expect.any(String) as string });
    expect((await stored(folder)).at(-1)?.type).toBe('summary');
  });

  it('refuses another run in the folder of one', async () => {
    const folder = join(freshFolder(), 'run');
    await stored(folder);
    const other = compare(tiny({ name: 'other' }), { store: folder });
    await expect(other.next()).rejects.toThrow(/run\.json: another run is stored here/);
  });

  it('refuses to go on when the plan is another one', async () => {
    const folder = join(freshFolder(), 'run');
    await stored(folder);
    const other = compare({ ...small, notes: ['another'] }, { store: folder });
    await expect(other.next()).rejects.toThrow(/plan\.json: the plan of this run is another one/);
  });

  it('refuses a file where its folder should be, and keeps nothing locked', async () => {
    const folder = join(freshFolder(), 'run');
    writeFileSync(folder, '');
    await expect(compare(small, { store: folder }).next()).rejects.toThrow(
      expect.objectContaining({ name: 'StoreError', problem: 'a file stands where a folder is needed' }),
    );
  });

  it('lists newest first, filters and sorts, and tells what it cannot read', () => {
    const store = freshFolder();
    manifest(store, 'b', '2025-01-01T00:00:00Z');
    manifest(store, 'a', '2024-01-01T00:00:00Z');
    manifest(store, 'c', '2025-06-01T00:00:00Z');
    writeFileSync(join(store, 'b', 'verdict.json'), '[]');
    mkdirSync(join(store, 'no run'));
    mkdirSync(join(store, 'cut'));
    writeFileSync(join(store, 'cut', 'run.json'), '{"vers');
    expect(listRuns(store).map(({ id, status }) => [id, status])).toEqual([
      ['c', 'unfinished'],
      ['b', 'finished'],
      ['a', 'unfinished'],
      ['cut', 'unreadable'],
    ]);
    expect(listRuns(store, { sort: 'id' }).map(({ id }) => id)).toEqual(['a', 'b', 'c', 'cut']);
    expect(listRuns(store, { filter: 'FINISHED', sort: 'id' }).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(listRuns(join(store, 'nowhere'))).toEqual([]);
  });

  it('exports a signal that some rows do not have as nothing, and one that is not finite too', async () => {
    const folder = freshFolder();
    const given = [{}, { 'a,"b"': 1.5 }, { 'a,"b"': NaN }];
    const odd = scripted({ stepTunables: { learningRate: 1 }, learn: () => given.shift() ?? {} }, { updates: 3 });
    for await (const event of compare(single(odd), { store: join(folder, 'run') })) expect(event).toBeDefined();
    const report = await exportRuns([join(folder, 'run')], 'csv', join(folder, 'out.csv'));
    expect(report).toMatchObject({
      rows: 3,
      columns: ['run', 'part', 'arm', 'seed', 'update', 'learningRate', 'rewardPerStep', 'a,"b"'],
    });
    expect(textsIn(folder, 'out.csv')['out.csv'].split('\r\n')).toEqual([
      'run,part,arm,seed,update,learningRate,rewardPerStep,"a,""b"""',
      'run,,run,0,0,1,-1,',
      'run,,run,0,1,1,-1,1.5',
      'run,,run,0,2,1,-1,',
      '',
    ]);
  });

  it('removes nothing of a run that is not over', async () => {
    const store = freshFolder();
    for await (const event of compare(small, { store: join(store, 'run') })) if (event.type === 'end') break;
    const before = textsIn(store, '');
    expect(collectGarbage(store)).toEqual({ removed: [], bytes: 0, left: [] });
    expect(textsIn(store, '')).toEqual(before);
  });
});
