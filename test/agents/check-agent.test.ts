import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { a2c } from '../../agents/a2c.js';
import type { AgentSpec } from '../../agents/agent.js';
import { checkAgent } from '../../agents/check-agent.js';
import { defineAgent } from '../../agents/define-agent.js';
import { imitation } from '../../agents/imitation.js';
import { naturalGradient } from '../../agents/natural-gradient.js';
import { ppo } from '../../agents/ppo.js';
import { reinforce } from '../../agents/reinforce.js';
import { OptionError } from '../../math/check.js';
import { brokenOf } from './broken-of.js';

interface Broken {
  readonly rule: string;
  readonly default: AgentSpec;
}

const folder = new URL('./broken/', import.meta.url);
const broken = readdirSync(folder).filter((name) => name.endsWith('.ts'));
const load = async (name: string): Promise<Broken> => (await import(new URL(name, folder).href)) as Broken;

test('there are broken agents for every rule', async () => {
  const rules = await Promise.all(broken.map(async (name) => (await load(name)).rule));
  expect([...new Set(rules)].sort()).toEqual([
    'actionSpace',
    'curvature',
    'determinism',
    'finite',
    'gathering',
    'gradient',
    'hiddenState',
    'looking',
    'ownStream',
    'parameters',
    'shape',
    'signals',
    'space',
    'throws',
  ]);
});

describe('a broken agent is rejected for its own reason only', () => {
  test.each(broken)('%s', async (name) => {
    const { rule, default: agent } = await load(name);
    const problems = checkAgent(agent);
    expect([...new Set(problems.map((problem) => problem.rule))]).toEqual([rule]);
    // What is wrong, then what to change.
    for (const { message } of problems) expect(message).toMatch(/^.{10,}[.”?] [A-Z].{8,}\.$/);
  });
});

describe('a sound agent has no problems', () => {
  const small = { rows: 3, steps: 20, hidden: [4] } as const;
  const agents: readonly (readonly [string, AgentSpec])[] = [
    ['what the broken ones are made from', brokenOf(() => ({}))],
    ['reinforce with a learnt baseline', reinforce({ baseline: 'learnt', episodes: 4, hidden: [4] })],
    ['a2c', a2c({ ...small, entropyBonus: 0.02, networks: 'shared' })],
    ['ppo', ppo({ ...small, entropyBonus: 0.02, clipValues: true })],
    ['ppo, squashed and normalised', ppo({ ...small, squash: true, spread: 'predicted', normalizeObservations: true })],
    ['natural gradient', naturalGradient({ ...small, entropyBonus: 0.02 })],
    ['imitation', imitation({ focus: 1, labelSmoothing: 0.1, hidden: [4] })],
    ['imitation with dropout and batch normalisation', imitation({ dropout: 0.2, batchNorm: true, hidden: [4] })],
  ];

  test.each(agents)('%s', (_, agent) => {
    expect(checkAgent(agent)).toEqual([]);
  });
});

describe('an agent of one’s own', () => {
  const whole = brokenOf(() => ({}));
  const mine = defineAgent({
    name: 'mine',
    about: 'REINFORCE under another name.',
    batch: { discount: 0.95, advantageScale: 1 },
    step: { learningRate: 0.1, momentum: 0 },
    create: (context) => whole.create(context),
  });

  test('takes its hyperparameters by name, the others at their defaults', () => {
    const rate = (n: number): number => n;
    const { name, batchTunables, stepTunables } = mine({ learningRate: rate, discount: 0.5 });
    expect({ name, batchTunables, stepTunables }).toEqual({
      name: 'mine',
      batchTunables: { discount: 0.5, advantageScale: 1 },
      stepTunables: { learningRate: rate, momentum: 0 },
    });
    expect(checkAgent(mine())).toEqual([]);
  });

  test('refuses a misspelt hyperparameter, and one that acts twice', () => {
    expect(() => mine({ learningrate: 1 } as object)).toThrow("Did you mean 'learningRate'?");
    const twice = { ...mine.definition, step: { discount: 1 } };
    expect(() => defineAgent(twice)).toThrow(OptionError);
  });
});
