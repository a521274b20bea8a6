import type { PlanEvent } from '../../experiments/event.js';
import type { ArmVerdict } from '../../experiments/verdict-event.js';
import type { ListedRun } from '../../experiments/store/list.js';
import { ENOUGH_SEEDS } from '../../experiments/verdict.js';
import type { Filtered } from '../filter.js';

/** A stored run with what its plan and its last verdict say. */
export interface StoredRow extends ListedRun {
  readonly plan?: PlanEvent;
  /** The arm with the best score in the last verdict. */
  readonly best?: ArmVerdict;
  readonly arms?: number;
  /** Trials that have begun, of all that are planned, while it has no verdict. */
  readonly begun?: number;
  readonly planned?: number;
  /** Mean scores of the best arm's first seed over equal stretches; empty where there is no log. */
  readonly spark?: readonly number[];
}

/** Orders of the list, in the order of their key: by column from the left, the newest first at first. */
export const orders = [
  'created',
  'env',
  'agent',
  'phase',
  'seeds',
  'collapse',
  'return',
  'lowest',
  'growth',
  'transient',
  'corr',
  'name',
  'status',
] as const;

/** What a list is ordered by. */
export type Order = (typeof orders)[number];

/** Small is good of these, so they ascend; other numbers descend, and words ascend. */
const ascending: readonly Order[] = ['phase', 'collapse', 'growth', 'transient'];

/** Whether an order begins with the smallest. */
export function ascends(order: Order): boolean {
  return ascending.includes(order) || order === 'env' || order === 'agent' || order === 'name' || order === 'status';
}

/** What a filter and an order look at. */
export function membersOf(row: StoredRow): Filtered {
  const { id, status, name, mode, experiment, engine, created, plan, best, arms } = row;
  const seeds = plan?.seeds.kept.length;
  const few = seeds !== undefined && seeds < ENOUGH_SEEDS ? 'few' : '';
  return {
    id,
    status,
    name,
    mode,
    experiment,
    engine,
    created,
    env: plan?.manifest['world'],
    agent: plan?.manifest['agent'],
    knob: plan?.knob,
    arms,
    arm: best?.name,
    seeds,
    phase: phaseOf(plan, best?.name),
    return: best?.score.value,
    collapse: best?.collapse.value,
    lowest: best?.measured.margin,
    growth: best?.measured.growth,
    transient: best?.measured.transient,
    corr: best?.coherence,
    tag: [mode, status, engine, few].filter((text) => text !== '').join(' '),
  };
}

/**
 * The digits by chance at the end of an id; the whole id where it has none.
 *
 * @example shortId('balance-19700101-000000-beef') // 'beef'
 */
export function shortId(id: string): string {
  return /-\d{6}-([0-9a-f]{4})$/.exec(id)?.[1] ?? id;
}

/** The phase of an arm in degrees. */
export function phaseOf(plan: PlanEvent | undefined, arm: string | undefined): number | undefined {
  const phase = plan?.arms.find(({ name }) => name === arm)?.phase;
  return phase === undefined ? undefined : Math.round(phase * 360);
}

/** How two rows stand to each other in an order: below 0 where `a` comes first; what is unknown comes last. */
export function columnOfOrder(order: Order, a: Filtered, b: Filtered): number {
  const [x, y] = [a[order], b[order]];
  if (typeof x === 'string' && typeof y === 'string') {
    const words = x < y ? -1 : x > y ? 1 : 0;
    return ascends(order) ? words : -words;
  }
  const [one, other] = [Number(x), Number(y)];
  if (typeof x === 'string' || typeof y === 'string') return typeof x === 'string' ? -1 : 1;
  if (Number.isNaN(one) || Number.isNaN(other)) return Number(Number.isNaN(one)) - Number(Number.isNaN(other));
  return ascends(order) ? one - other : other - one;
}
