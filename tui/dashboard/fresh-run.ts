import type { PlanEvent, RunEvent } from '../../experiments/event.js';
import { initialState, reduce, type State } from '../state.js';
import { summarize, type ArmSummary } from '../summary.js';

/** A cell of a sweep that is asked for again. */
export interface AgainRequest {
  /** Name of the cell. */
  readonly arm: string;
  readonly seeds: number;
  readonly firstSeed: number;
  /** Id of the stored run that it is a cell of; absent for what runs now. */
  readonly id?: string | undefined;
}

/** Events of a run that is followed: as they happen, and whole in order. */
export interface Followed {
  readonly events: AsyncIterable<RunEvent>;
  readonly live: (listener: (events: readonly RunEvent[]) => void) => () => void;
  readonly stop: () => void;
}

/** Begins a cell of a sweep on other seeds, as a run of its own in the store. @throws whatever it cannot be run for. */
export type RunAgain = (request: AgainRequest) => Promise<Followed>;

/** A cell on fresh seeds beside the sweep that it was chosen in. */
export interface FreshView {
  readonly cell: string;
  readonly summary?: ArmSummary | undefined;
  readonly problem?: string | undefined;
}

/** A run of one cell beside a sweep. */
export interface FreshRun {
  readonly cell: string;
  readonly view: () => FreshView;
  readonly goesOn: () => boolean;
  /** True when something happened since it was asked last. */
  readonly changed: () => boolean;
  readonly stop: () => void;
}

/** Seeds of a fresh run at least: as many as a verdict needs. */
const LEAST_SEEDS = 20;

/** The first seed that a plan has not tried. */
export function firstFreshSeed({ seeds: { kept, dropped } }: Pick<PlanEvent, 'seeds'>): number {
  return Math.max(-1, ...kept, ...dropped) + 1;
}

/** Begins a cell on seeds that its sweep has not tried, 20 at least, and follows it. */
export function freshRun(
  again: RunAgain,
  of: {
    readonly plan: PlanEvent;
    readonly arm: string;
    readonly id: string | undefined;
    readonly say: (text: string) => void;
  },
): FreshRun {
  const { plan, arm, id, say } = of;
  let state: State = initialState;
  let [goesOn, dirty, stopped] = [true, true, false];
  let problem: string | undefined;
  let source: Followed | undefined;

  function take(event: RunEvent): void {
    state = reduce(state, event);
    dirty = true;
  }

  async function follow(): Promise<void> {
    const seeds = Math.max(LEAST_SEEDS, plan.seeds.kept.length);
    source = await again({ arm, seeds, firstSeed: firstFreshSeed(plan), id });
    if (stopped) source.stop();
    const end = source.live((events) => {
      for (const event of events) if ('run' in event) take(event);
    });
    try {
      for await (const event of source.events) take(event);
    } finally {
      end();
    }
    say(`${arm} came to its end on fresh seeds`);
  }

  follow()
    .catch((error: unknown) => {
      problem = error instanceof Error ? error.message : String(error);
      say(problem);
    })
    .finally(() => ([goesOn, dirty] = [false, true]));
  return {
    cell: arm,
    goesOn: () => goesOn,
    view: () => ({
      cell: arm,
      problem,
      summary: state.arms.length === 0 ? undefined : summarize(state, state.arms[0]),
    }),
    changed() {
      const was = dirty;
      dirty = false;
      return was;
    },
    stop() {
      stopped = true;
      source?.stop();
    },
  };
}
