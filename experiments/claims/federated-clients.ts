import { cycle, type Tunable } from '../../curriculum/schedule.js';
import { quadraticLandscape } from '../../envs/landscapes/quadratic.js';
import { random } from '../../math/random.js';
import { designSums, wavesOfSums } from '../recipes/federation-design.js';
import { federationFixedPoint } from '../recipes/federation-fixed-point.js';
import { federation } from '../recipes/federation.js';
import { movedLandscape } from '../recipes/moved-landscape.js';
import { claim, type SeedNumbers } from './claim.js';
import { follow } from './follow.js';
import { judgeBy } from './judge.js';

const CLIENTS = 8;
const DIMENSIONS = 5;
const LOCAL_STEPS = 10;
const MEAN_RATE = 0.05;
const AMPLITUDE = 0.9;
const NOISE = 0.05;
const ROUNDS = { full: 300, quick: 60 };
/** Updates per period: the first fills a round, the others do not. */
const PERIODS = [10, 20, 50, 200] as const;
/** Bounds of the designed sums, beside the mean sum of a round. */
const LEAST = 0.3;
const MOST = 1.7;

/** Clients' optima, and weights of the server's average that are not the loss's own. */
function draw(seed: number): { readonly centres: readonly (readonly number[])[]; readonly weights: readonly number[] } {
  const stream = random(seed, [1400]);
  const centres = Array.from({ length: CLIENTS }, () => Array.from({ length: DIMENSIONS }, () => stream.normal()));
  const raw = Array.from({ length: CLIENTS }, () => stream.uniform(0.4, 1.6));
  const sum = raw.reduce((total, weight) => total + weight, 0);
  return { centres, weights: raw.map((weight) => weight / sum) };
}

function wave(period: number, phase: number): Tunable {
  const [min, max] = [MEAN_RATE * (1 - AMPLITUDE), MEAN_RATE * (1 + AMPLITUDE)];
  return cycle({ wave: 'cosine', period, min, max, phase });
}

/** Mean distance of the server to the optimum over the last third of the rounds. */
function seed({ seed: at, quick }: { readonly seed: number; readonly quick: boolean }): SeedNumbers {
  const { centres, weights } = draw(at);
  const clients = centres.map((centre) =>
    movedLandscape(quadraticLandscape({ eigenvalues: new Array<number>(DIMENSIONS).fill(1) }), centre),
  );
  const optimum = centres[0].map((_, i) => centres.reduce((sum, centre) => sum + centre[i] / CLIENTS, 0));
  const updates = LOCAL_STEPS * (quick ? ROUNDS.quick : ROUNDS.full);
  const all = { clients, localSteps: LOCAL_STEPS, optimum };

  function distance(learningRate: readonly Tunable[], more: Partial<Parameters<typeof federation>[0]> = {}): number {
    let sum = 0;
    let count = 0;
    follow(federation({ ...all, learningRate, gradientNoise: NOISE, ...more }), {
      seed: at,
      updates,
      see(update, measured) {
        if (3 * update < 2 * updates || update % LOCAL_STEPS !== 0) return undefined;
        sum += measured['distance'];
        count++;
        return undefined;
      },
    });
    return sum / count;
  }

  const everyone = <T>(of: (client: number) => T): T[] => centres.map((_, k) => of(k));
  const constant = everyone(() => MEAN_RATE);
  const correction = 'controlVariates';
  const numbers: Record<string, number> = {
    constant: distance(constant),
    'constant, corrected': distance(constant, { correction }),
  };
  for (const period of PERIODS) {
    const staggered = everyone((k) => wave(period, k / CLIENTS));
    numbers[`same ${period}`] = distance(everyone(() => wave(period, 0)));
    numbers[`staggered ${period}`] = distance(staggered);
    numbers[`staggered ${period}, corrected`] = distance(staggered, { correction });
  }

  // Where the server's weights are not the loss's, drifts do not cancel at equal sums.
  const drifts = centres.map((centre, k) => centre.map((x, i) => weights[k] * (optimum[i] - x)));
  const mean = LOCAL_STEPS * MEAN_RATE;
  const design = designSums({ drifts, min: LEAST * mean, max: MOST * mean, total: CLIENTS * mean });
  const designed = wavesOfSums({ sums: design.sums, localSteps: LOCAL_STEPS, min: MEAN_RATE * (1 - AMPLITUDE) });
  numbers['un-centred, same'] = distance(
    everyone(() => wave(LOCAL_STEPS, 0)),
    { weights },
  );
  numbers['un-centred, staggered'] = distance(
    everyone((k) => wave(LOCAL_STEPS, k / CLIENTS)),
    { weights },
  );
  numbers['un-centred, designed'] = distance(designed, { weights });
  numbers['un-centred, corrected'] = distance(constant, { weights, objective: everyone(() => 1), correction });
  numbers['residual, equal'] = design.equal / mean;
  numbers['residual, designed'] = design.residual / mean;
  numbers['residual 0'] = design.residual < 1e-4 * mean ? 1 : 0;
  numbers['closed form'] = fixedPointError(
    centres,
    everyone((k) => wave(20, k / CLIENTS)),
    distance,
  );
  return numbers;
}

/** How far the closed form of the resting point is from the server's, whole distances, without noise. */
function fixedPointError(
  centres: readonly (readonly number[])[],
  learningRates: readonly Tunable[],
  distance: (rates: readonly Tunable[], more: Partial<Parameters<typeof federation>[0]>) => number,
): number {
  const clients = centres.map((centre) => ({ centre }));
  const point = federationFixedPoint({ clients, learningRates, localSteps: LOCAL_STEPS, rounds: 2 });
  const next = federationFixedPoint({
    clients,
    learningRates: learningRates.map(
      (rate) => (update: number) => (typeof rate === 'number' ? rate : rate(update + LOCAL_STEPS, {})),
    ),
    localSteps: LOCAL_STEPS,
    rounds: 2,
  });
  const away = Math.hypot(...point.map((x, i) => x - next[i])) / 2;
  // The server alternates between two points: seen from one of them it is away by half their distance on average.
  return Math.abs(distance(learningRates, { gradientNoise: 0, optimum: point }) - away);
}

/** Whether clients whose rates are staggered drift less, and whether sums of rates by design make the drifts cancel. */
export const federatedClients = claim({
  name: 'federated-clients',
  title: 'Federated clients, staggered',
  sentence:
    'Clients whose learning rates run at staggered phases cancel each other’s drift; the sums of rates in a round can be designed so that the drifts cancel.',
  section: 'federated learning',
  task: `${CLIENTS} clients ½‖x − m‖² in ${DIMENSIONS} dimensions, ${LOCAL_STEPS} local steps a round, ${ROUNDS.full} rounds, gradient noise ${NOISE}, rate ${MEAN_RATE}·(1 ± ${AMPLITUDE}) of cosine shape.`,
  arms: [
    { name: 'same', about: 'all clients at one phase' },
    { name: 'staggered', about: 'client k ahead by k/8 of a period' },
    { name: 'constant', about: 'constant rates of equal mean' },
    {
      name: 'designed',
      about: 'one period a round, crests by bounded least squares so that Σ W·d is as small as it can be',
    },
    { name: 'corrected', about: 'control variates (SCAFFOLD) on top of the rates' },
  ],
  controls: [
    'Equal mean rate in every arm; designed sums have the same total.',
    'Periods that fill a round (10) and that do not (20, 50, 200).',
    'Plain averaging and control variates, each with constant and with staggered rates.',
    'Un-centred: the server weighs clients by .4 to 1.6, the loss weighs them equally.',
  ],
  metric: 'distance of the server to the optimum, mean over the last third of the rounds',
  rule: 'Holds if staggering lowers the distance at periods of 20, 50 and 200. Holds only if the drifts are un-centred and the sums of rates are designed, if that lowers it.',
  revision: 1,
  seeds: { full: 24, quick: 20 },
  effects: [
    ...PERIODS.map((period) => ({
      name: `staggered ${period}`,
      about: `distance at one phase less staggered, period ${period}`,
      of: `same ${period}`,
      minus: `staggered ${period}`,
    })),
    {
      name: 'designed',
      about: 'un-centred: distance at equal sums less designed sums',
      of: 'un-centred, same',
      minus: 'un-centred, designed',
    },
    {
      name: 'designed against corrected',
      about: 'un-centred: distance with control variates less designed sums',
      of: 'un-centred, corrected',
      minus: 'un-centred, designed',
    },
    {
      name: 'corrected',
      about: 'period 20, staggered: distance of plain averaging less control variates',
      of: 'staggered 20',
      minus: 'staggered 20, corrected',
    },
  ],
  tables: [
    {
      title: 'Distance of the server to the optimum, equal weights',
      columns: ['same', 'staggered', 'staggered, corrected'],
      rows: [
        ...PERIODS.map((period) => ({
          name: `period ${period}`,
          cells: [`same ${period}`, `staggered ${period}`, `staggered ${period}, corrected`],
        })),
        { name: 'constant', cells: ['constant', '', 'constant, corrected'] },
      ],
    },
    {
      title: 'Un-centred drifts',
      columns: ['equal sums', 'staggered', 'designed', 'corrected'],
      rows: [
        {
          name: 'distance',
          cells: ['un-centred, same', 'un-centred, staggered', 'un-centred, designed', 'un-centred, corrected'],
        },
        { name: '‖Σ W·d‖', cells: ['residual, equal', '', 'residual, designed', ''] },
        { name: 'share of draws that cancel', cells: ['', '', 'residual 0', ''] },
      ],
    },
    {
      title: 'Closed form of the resting point',
      columns: ['error'],
      rows: [{ name: 'staggered 20, no noise', cells: ['closed form'] }],
    },
  ],
  seed,
  judge: judgeBy({
    main: ['staggered 20', 'staggered 50', 'staggered 200'],
    onlyIf: [
      {
        when: ['designed'],
        words: 'the drifts do not cancel by themselves and the sums of rates are designed within their bounds',
      },
    ],
  }),
});
