import { describe, expect, it } from 'vitest';
import type { Frame } from '../../experiments/episodes.js';
import { frameWords, screen } from '../../tui/player.js';

const frame: Frame = {
  step: 3,
  reward: -0.25,
  return: -1,
  action: [1, 0.5],
  observation: [0],
  lines: ['──●──', 'angle 0'],
};

/** The lines that a terminal would show. */
function shown(bytes: string): string[] {
  const codes = ['H', 'K', 'J'].map((end) => `\u001B[${end}`);
  return codes.reduce((text, code) => text.replaceAll(code, ''), bytes).split('\r\n');
}

describe('a frame in words', () => {
  it('tells step, action, reward and return; the end, and nothing before the first step', () => {
    expect(frameWords(frame)).toBe('step 3  action 1 0.500  reward -0.250  return -1.000');
    expect(frameWords({ ...frame, ended: 'truncated' })).toMatch(/ {2}truncated$/);
    expect(frameWords({ step: 0, reward: 0, return: 0, observation: [], lines: [] })).toBe('step 0');
  });
});

describe('the screen of a player', () => {
  const around = { title: 'Balance', speed: 20, paused: false };

  it('has the title, the picture, what happened and the keys', () => {
    expect(shown(screen(frame, around, 80, 24))).toEqual([
      'Balance',
      '',
      '──●──',
      'angle 0',
      '',
      'step 3  action 1 0.500  reward -0.250  return -1.000',
      '20 frames/s   q quit  space pause  + - speed  n next frame',
    ]);
    expect(shown(screen(frame, { ...around, paused: true }, 80, 24)).at(-1)).toMatch(/^paused {3}q quit/);
  });

  it('fits any terminal: lines are cut, the picture gives way first, the keys stay', () => {
    for (const rows of [1, 2, 3, 6, 7]) {
      const lines = shown(screen(frame, around, 12, rows));
      expect(lines.length).toBeLessThanOrEqual(rows);
      expect(lines.at(-1)).toBe('20 frames/s ');
      for (const line of lines) expect(Array.from(line).length).toBeLessThanOrEqual(12);
    }
  });
});
