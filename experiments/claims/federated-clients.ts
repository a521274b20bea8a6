import { claim } from './claim.js';
import {
  AMPLITUDE,
  CLIENTS,
  DIMENSIONS,
  federatedSeed,
  LOCAL_STEPS,
  LONG,
  LONG_DESIGNED,
  MEAN_RATE,
  NOISE,
  PERIODS,
  ROUNDS,
} from './federated-seed.js';
import { judgeBy } from './judge.js';

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
      about:
        'crests by bounded least squares so that Σ W·d is as small as it can be; where the period is no whole part of a round, phases too',
    },
    { name: 'corrected', about: 'control variates (SCAFFOLD) on top of the rates' },
  ],
  controls: [
    'Equal mean rate in every arm; designed sums have the same total.',
    'Designed mean rates lie within .3 and 1.7 of the mean, at the same relative depth; the solver is told nothing but drifts and bounds.',
    'Designs of long periods were added after staggering was seen to lose there; they are not in the rule.',
    'Periods that fill a round (10) and that do not (20, 50, 200).',
    'Plain averaging and control variates, each with constant and with staggered rates.',
    'Un-centred: the server weighs clients by .4 to 1.6, the loss weighs them equally.',
  ],
  metric: 'distance of the server to the optimum, mean over the last third of the rounds',
  rule: 'Holds if staggering lowers the distance at periods of 20, 50 and 200. Holds only if the drifts are un-centred and the sums of rates are designed, if that lowers it.',
  revision: 2,
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
    ...LONG.map((period) => ({
      name: `designed ${period}`,
      about: `distance staggered less designed: period ${period}, phases by the solver`,
      of: `staggered ${period}`,
      minus: `designed ${period}`,
    })),
    ...LONG.map((period) => ({
      name: `designed ${period} over same`,
      about: 'distance at one phase less designed: where drifts cancel, one phase for all is the design',
      of: `same ${period}`,
      minus: `designed ${period}`,
    })),
    {
      name: `un-centred, designed ${LONG_DESIGNED}`,
      about: `un-centred, period ${LONG_DESIGNED}: distance at one phase and equal means less designed means and phases`,
      of: 'un-centred, long, same',
      minus: 'un-centred, long, designed',
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
      columns: ['same', 'staggered', 'staggered, corrected', 'designed'],
      rows: [
        ...PERIODS.map((period) => ({
          name: `period ${period}`,
          cells: [
            ...[`same ${period}`, `staggered ${period}`, `staggered ${period}, corrected`],
            LONG.includes(period) ? `designed ${period}` : '',
          ],
        })),
        { name: 'constant', cells: ['constant', '', 'constant, corrected', ''] },
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
        {
          name: `distance, period ${LONG_DESIGNED}`,
          cells: ['same', 'staggered', 'designed'].map((arm) => `un-centred, long, ${arm}`).concat(''),
        },
        { name: `‖Σ W·d‖, period ${LONG_DESIGNED}`, cells: ['', '', 'residual, long', ''] },
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
  seed: federatedSeed,
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
