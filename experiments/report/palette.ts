import { fraction } from '../../curriculum/schedule.js';
import type { ArmPlan } from '../event.js';
import { figureSize, type Spec } from './figure.js';

/** How an arm is drawn: colour and dashes say the same, for every colour vision and for print. */
export interface ArmLook {
  readonly name: string;
  readonly color: string;
  /** Lengths of stroke and gap; empty for a whole line. */
  readonly dash: readonly number[];
}

/** Okabe and Ito's colours on white, with where the rate runs fastest towards danger in vermilion. [Okabe & Ito 2008] */
const looks = {
  in: ['#D55E00', []],
  between: ['#B07D00', [6, 3]],
  anti: ['#0072B2', []],
  constant: ['#4D5560', [2, 2]],
  flat: ['#9AA0A8', [7, 3, 2, 3]],
} as const;

const others: readonly (readonly [string, readonly number[]])[] = [
  ['#0072B2', []],
  ['#D55E00', [6, 3]],
  ['#009E73', [2, 2]],
  ['#CC79A7', [7, 3, 2, 3]],
  ['#B07D00', [9, 3]],
  ['#56B4E9', [4, 2]],
  ['#4D5560', [1, 2]],
  ['#7A4FBF', [10, 2, 2, 2]],
];

/** More arms than this cannot be told apart in one figure. */
export const MOST_ARMS = others.length;

/** The looks of arms: by their phase where they are the arms of a comparison, else one after another. */
export function armLooks(arms: readonly ArmPlan[]): readonly ArmLook[] {
  const own = arms.map((arm) => lookOf(arm));
  const told = new Set(own.map((look) => look?.[0]));
  if (own.every((look) => look !== undefined) && told.size === arms.length)
    return arms.map(({ name }, i) => ({ name, color: own[i][0], dash: own[i][1] }));
  return arms.map(({ name }, i) => {
    const [color, dash] = others[i % others.length];
    return { name, color, dash };
  });
}

function lookOf({ name, phase }: ArmPlan): readonly [string, readonly number[]] | undefined {
  if (phase === undefined) return name === 'const' ? looks.constant : name === 'flat' ? looks.flat : undefined;
  const turns = fraction(phase);
  const away = Math.min(turns, 1 - turns);
  return away < 0.0625 ? looks.in : away > 0.4375 ? looks.anti : looks.between;
}

/** Colour of the arms, with or without a legend. */
export function armColor(arms: readonly ArmLook[], { legend = true } = {}): Spec {
  return {
    field: 'arm',
    type: 'nominal',
    scale: { domain: arms.map(({ name }) => name), range: arms.map(({ color }) => color) },
    sort: null,
    legend: legend ? { symbolOpacity: 1, columns: legendColumns(arms) } : null,
  };
}

/** Entries that fit side by side. */
function legendColumns(arms: readonly ArmLook[]): number {
  const longest = Math.max(1, ...arms.map(({ name }) => name.length));
  return Math.max(1, Math.floor(figureSize.width / (7 * Math.min(longest, 36) + 48)));
}

/** Dashes of the arms; their legend is that of the colours. */
export function armDash(arms: readonly ArmLook[]): Spec {
  return {
    field: 'arm',
    type: 'nominal',
    scale: { domain: arms.map(({ name }) => name), range: arms.map(({ dash }) => (dash.length === 0 ? [1, 0] : dash)) },
    sort: null,
  };
}
