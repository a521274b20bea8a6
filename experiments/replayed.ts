import type { Patch, RunEvent } from './event.js';

/** What was done to a run from outside, by the update at whose start it happened. */
export interface LoggedCommands {
  readonly patches: (update: number) => readonly Patch[];
  /** True where everything was saved behind an update. */
  readonly saved: (update: number) => boolean;
  /** The update before which it was stopped; undefined for one that was not. */
  readonly stopped: number | undefined;
}

/**
 * The commands in a run's log: patches (those that hooks asked for among them), checkpoints and its stop.
 *
 * @example commandsOf([{ type: 'end', run: 'r/0', update: 7, reason: 'stopped' }]).stopped // 7
 */
export function commandsOf(events: Iterable<RunEvent>): LoggedCommands {
  const patches = new Map<number, Patch[]>();
  const saved = new Set<number>();
  let stopped: number | undefined;
  for (const event of events) {
    if (event.type === 'command') {
      const known = patches.get(event.update);
      if (known === undefined) patches.set(event.update, [event.patch]);
      else known.push(event.patch);
    } else if (event.type === 'checkpoint') saved.add(event.update);
    else if (event.type === 'end') stopped = event.reason === 'stopped' ? event.update : undefined;
  }
  return { patches: (update) => patches.get(update) ?? [], saved: (update) => saved.has(update), stopped };
}
