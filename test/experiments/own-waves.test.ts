import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, lstatSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formula } from '../../curriculum/formula.js';
import { nameWaves, waveformNamed } from '../../curriculum/own-waves.js';
import { cycle } from '../../curriculum/schedule.js';
import { loadWaves, removeWave, renameWave, saveWave, shownWave, wavesFile } from '../../experiments/own-waves.js';
import { parseWave } from '../../experiments/wave-text.js';

let folder: string;
const file = (): string => join(folder, wavesFile);
const write = (text: string): void => writeFileSync(file(), text);
const content = (): string => readFileSync(file(), 'utf8');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'antiphase-waves-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  nameWaves(new Map());
});

describe('waveforms saved by name', () => {
  it('are kept as plain text a person can read', () => {
    saveWave('fang', 'p^2', folder);
    saveWave('heart-beat', '0:0 0.2:1 0.5:0.3 monotone open', folder);
    expect(content()).toBe(`{
  "version": 1,
  "waves": {
    "fang": { "kind": "formula", "text": "p^2" },
    "heart-beat": { "kind": "keyframes", "points": [[0, 0], [0.2, 1], [0.5, 0.3]], "join": "monotone", "closed": false }
  }
}
`);
    expect(readdirSync(folder)).toEqual([wavesFile]);
  });

  it('are known after loading wherever a name is taken', () => {
    saveWave('fang', 'p^2', folder);
    saveWave('tent', '0:0 0.5:1', folder);
    nameWaves(new Map());
    expect(() => cycle({ wave: 'fang', period: 4, min: 0, max: 16 })).toThrow('fang');
    expect([...loadWaves(folder).keys()]).toEqual(['fang', 'tent']);
    expect(cycle({ wave: 'fang', period: 4, min: 0, max: 16 })(2, {})).toBe(4);
    expect(cycle({ wave: 'tent', period: 4, min: 0, max: 16 })(1, {})).toBe(8);
    expect(formula('fang(p) + tent(p)')(0.5)).toBe(1.25);
    expect(() => cycle({ wave: 'fagn', period: 4, min: 0, max: 16 })).toThrow("Did you mean 'fang'?");
  });

  it('are replaced, renamed in their place, and removed; what stood there is answered', () => {
    expect(saveWave('a', 'p', folder)).toBeUndefined();
    saveWave('b', 'p^2', folder);
    expect(saveWave('a', '1-p', folder)).toEqual({ kind: 'formula', text: 'p' });
    renameWave('a', 'first', folder);
    expect([...loadWaves(folder).keys()]).toEqual(['first', 'b']);
    expect(waveformNamed('wave', 'first')(0.25)).toBe(0.75);
    expect(removeWave('first', folder)).toEqual({ kind: 'formula', text: '1-p' });
    expect(() => waveformNamed('wave', 'first')).toThrow('first');
    removeWave('b', folder);
    expect(content()).toBe('{\n  "version": 1,\n  "waves": {}\n}\n');
  });

  it('come back from the file as they were given, in words too', () => {
    const share = fc.integer({ min: 0, max: 999 }).map((k) => k / 1000);
    const points = fc.uniqueArray(share, { minLength: 2, maxLength: 6 }).map((all) => all.sort((a, b) => a - b));
    fc.assert(
      fc.property(points, share, fc.boolean(), fc.boolean(), (phases, level, smooth, open) => {
        const text = [
          ...phases.map((phase, k) => `${phase}:${k % 2 === 0 ? level : 1 - level}`),
          ...(smooth ? ['monotone'] : []),
          ...(open ? ['open'] : []),
        ].join(' ');
        saveWave('drawn', text, folder);
        const saved = loadWaves(folder).get('drawn')!;
        expect(saved).toEqual(parseWave(text));
        expect(parseWave(shownWave(saved))).toEqual(saved);
      }),
      { seed: 3, numRuns: 50 },
    );
  });

  it.each([
    ['cosine', 'p', "waves save: expected a name that is free, got 'cosine'. It is a bundled waveform."],
    ['sin', 'p', 'It means something in formulas.'],
    ['T', 'p', 'a name such as heartbeat'],
    ['two words', 'p', 'a name such as heartbeat'],
    ['__proto__', 'p', 'a name such as heartbeat'],
    ['wave', 'sin(2*pi*q)', "waves.wave: formula.text: expected a known name at column 10, got 'q'"],
    ['wave', 't', 'Give a period'],
    ['wave', '1/p', "waves.wave: expected a level at every phase, got 'Infinity at phase 0'."],
    ['wave', '0:0 0.5:2', 'keyframes.points[1].level: expected a number in [0, 1], got 2.'],
    ['wave', '0:0 0.5:x', "keyframes: expected points 'phase:level'"],
    ['wave', '0:0', 'at least two [phase, level] points'],
    ['wave', 'wave(p)', 'expected a waveform that does not need itself'],
  ])('refuse %s = %s and leave the file as it is', (name, text, message) => {
    saveWave('fang', 'p^2', folder);
    const before = content();
    expect(() => saveWave(name, text, folder)).toThrow(message);
    expect(content()).toBe(before);
    expect(waveformNamed('wave', 'fang')(0.5)).toBe(0.25);
    if (name === 'wave') expect(() => waveformNamed('wave', 'wave')).toThrow("expected a known name, got 'wave'");
  });

  it('refuse to rename or remove what is not there, onto what is there, or what another formula calls', () => {
    expect(() => removeWave('fang', folder)).toThrow('None is saved here.');
    saveWave('fang', 'p^2', folder);
    saveWave('half', '0.5*fang (p)', folder);
    expect(() => renameWave('fagn', 'x', folder)).toThrow("Did you mean 'fang'?");
    expect(() => renameWave('half', 'fang', folder)).toThrow('remove it first');
    expect(() => renameWave('fang', 'tooth', folder)).toThrow('The formula of half calls it.');
    expect(() => removeWave('fang', folder)).toThrow('The formula of half calls it.');
    removeWave('half', folder);
    removeWave('fang', folder);
    expect(loadWaves(folder).size).toBe(0);
  });

  it('keep a link a link', () => {
    const real = join(folder, 'shared.json');
    writeFileSync(real, '{"version": 1, "waves": {}}');
    symlinkSync(real, file());
    saveWave('fang', 'p^2', folder);
    expect(lstatSync(file()).isSymbolicLink()).toBe(true);
    expect(readFileSync(real, 'utf8')).toContain('fang');
  });
});

describe('a file of waveforms that cannot be used', () => {
  const wave = (text: string): string => `{"version": 1, "waves": {"fang": ${text}}}`;
  it.each([
    ['an empty file', '', 'antiphase.waves.json: expected JSON at line 1, column 1'],
    ['half a file', '{\n  "version": 1,\n', 'antiphase.waves.json: expected JSON at line 3, column 1'],
    ['a comma too many', '{"version": 1,}', 'antiphase.waves.json: expected JSON at line 1, column 15'],
    ['a list', '[]', 'antiphase.waves.json: expected an object, got an array of 0.'],
    ['a later version', '{"version": 2, "waves": {}}', 'antiphase.waves.json: version: expected 1, got 2.'],
    ['no waves', '{"version": 1}', 'antiphase.waves.json: waves: expected a record, got undefined.'],
    ['another kind', wave('{"kind": "sound"}'), "waves.fang.kind: expected formula or keyframes, got 'sound'."],
    ['no text', wave('{"kind": "formula"}'), 'waves.fang.text: expected a string, got undefined.'],
    ['a member too many', wave('{"kind": "formula", "text": "p", "x": 1}'), "expected no other members, got 'x'."],
    [
      'a point that is text',
      wave('{"kind": "keyframes", "points": [[0, "a"]], "join": "linear", "closed": true}'),
      "waves.fang.points.0.1: expected a number, got 'a'.",
    ],
    [
      'another join',
      wave('{"kind": "keyframes", "points": [[0, 0], [0.5, 1]], "join": "cubic", "closed": true}'),
      "waves.fang.join: expected linear or monotone, got 'cubic'.",
    ],
    ['a bundled name', '{"version": 1, "waves": {"sine": {"kind": "formula", "text": "p"}}}', 'a bundled waveform'],
    ['a name with a space', '{"version": 1, "waves": {"a b": {"kind": "formula", "text": "p"}}}', "got 'a b'"],
  ])('is told by member in one line and never overwritten: %s', (_, text, message) => {
    write(text);
    for (const act of [
      () => loadWaves(folder),
      () => saveWave('wave', 'p', folder),
      () => renameWave('fang', 'tooth', folder),
      () => removeWave('fang', folder),
    ]) {
      expect(act).toThrow(message);
      expect(act).not.toThrow('\n');
    }
    expect(content()).toBe(text);
  });

  it('tells a formula that is refused only when its name is used', () => {
    write(
      '{"version": 1, "waves": {"fang": {"kind": "formula", "text": "p^"}, "ramp": {"kind": "formula", "text": "p"}}}',
    );
    loadWaves(folder);
    expect(waveformNamed('wave', 'ramp')(0.5)).toBe(0.5);
    expect(() => waveformNamed('wave', 'fang')).toThrow("waves.fang: formula.text: expected an operand after '^'");
  });

  it('is none where there is no file', () => {
    expect(loadWaves(folder).size).toBe(0);
  });
});
