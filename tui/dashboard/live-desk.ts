import { editing } from './edit-run.js';
import type { DeskContext, ScreenDesk } from './desk.js';
import { moved } from './place.js';
import { livePanels } from './screens/live.js';
import { stretchOf } from './stand.js';

/** The desk of one run that goes on: its cursor, its panels, and commands to it. */
export function liveDesk({ stand, state, run, values, steering, say, enter }: DeskContext): ScreenDesk {
  const shift = (turns: number) => (): void =>
    steering.patch({ name: state().plan?.rate ?? 'learningRate', options: { shift: turns } });

  const cursor = (by: number) => (): void => {
    stand.place = moved(stand.place, by, stretchOf(stand, state()));
  };

  const panel = (by: number) => (): void => {
    stand.panel = (stand.panel + by + livePanels.length) % livePanels.length;
    stand.scroll = 0;
  };

  return {
    actions: {
      left: cursor(-1),
      right: cursor(1),
      nextPanel: panel(1),
      previousPanel: panel(-1),
      shift: shift(0.125),
      flip: shift(0.5),
      stepForward: steering.step,
      save: () => steering.send({ kind: 'checkpoint' }, 'a checkpoint'),
      edit() {
        const of = run();
        const { plan } = state();
        if (of === undefined || plan === undefined || !steering.steerable()) say('there is no run that takes commands');
        else enter(editing({ of, plan, values: values() ?? {}, send: steering.patch }));
      },
    },
  };
}
