import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import * as compose from '../../curriculum/compose.js';
import * as decays from '../../curriculum/decays.js';
import * as extremes from '../../curriculum/extremes.js';
import * as families from '../../curriculum/waveform-families.js';
import * as gate from '../../curriculum/gate.js';
import * as keyframes from '../../curriculum/keyframes.js';
import * as noise from '../../curriculum/noise-wave.js';
import * as power from '../../curriculum/power.js';
import * as restarts from '../../curriculum/restarts.js';
import * as schedule from '../../curriculum/schedule.js';
import * as shaping from '../../curriculum/shaping.js';
import * as stages from '../../curriculum/stages.js';
import * as torch from '../../curriculum/torch/index.js';
import * as waveforms from '../../curriculum/waveforms.js';

const rooms = [
  compose,
  decays,
  extremes,
  families,
  gate,
  keyframes,
  noise,
  power,
  restarts,
  schedule,
  shaping,
  stages,
  torch,
  waveforms,
];
const files = [
  ...[
    'compose',
    'decays',
    'extremes',
    'gate',
    'keyframes',
    'noise-wave',
    'power',
    'restarts',
    'schedule',
    'shaping',
    'stages',
  ],
  ...[
    'waveform-families',
    'waveforms',
    'torch/cosine',
    'torch/cyclic',
    'torch/one-cycle',
    'torch/factors',
    'torch/combine',
  ],
];
const context = createContext(Object.assign({}, ...rooms) as object);

/** The value of an expression in TypeScript with every export of the room in scope. */
function evaluate(expression: string): unknown {
  const { outputText } = ts.transpileModule(`(${expression});`, {
    compilerOptions: { target: ts.ScriptTarget.ES2022 },
  });
  return JSON.parse(JSON.stringify(runInContext(outputText, context))) as unknown;
}

describe.each(files)('the examples of curriculum/%s.ts', (file) => {
  const source = readFileSync(new URL(`../../curriculum/${file}.ts`, import.meta.url), 'utf8');
  const examples = [...source.matchAll(/@example (.+?)(?:\n \*)? \/\/ (.+)$/gm)].map(
    ([, expression, value]) => [expression, value] as const,
  );

  it('are as many as the tags', () => {
    expect(examples.length).toBe(source.split('@example').length - 1);
    expect(examples.length).toBeGreaterThan(0);
  });

  it.each(examples)('%s gives %s', (expression, value) => {
    const [actual, expected] = [evaluate(expression), evaluate(value)];
    if (typeof actual === 'number' && typeof expected === 'number') expect(actual).toBeCloseTo(expected, 12);
    else expect(actual).toEqual(expected);
  });
});
