import { waveNames } from '../../curriculum/own-waves.js';
import type { PredictedReadings } from '../../curriculum/stability/predict.js';
import type { PlanEvent } from '../../experiments/event.js';
import { saveWave } from '../../experiments/own-waves.js';
import { OptionError } from '../../math/check.js';
import type { Field, Mode } from './modes.js';
import type { KeyActions } from './key-actions.js';
import { experimentText } from './studio-file.js';
import { MAP_COLUMNS, MAP_ROWS, mapReadings, studioMap, type StudioMap } from './studio-map.js';
import {
  amplitudeOf,
  fieldsOf,
  fromPlan,
  movedTo,
  numbersOf,
  studied,
  studioDefaults,
  typedWaves,
  type Studied,
  type StudioNumbers,
} from './studio-model.js';
import { studioPanels, type StudioPanel, type StudioView } from './studio-view.js';
import { previewWindow } from './studio-window.js';

/** What the desk needs of the screen around it. */
export interface StudioDeskOptions {
  readonly say: (text: string) => void;
  readonly enter: (mode: Mode) => void;
  /** The plan whose numbers the studio opens with. */
  readonly plan: () => PlanEvent | undefined;
  /** Runs the text of an experiment; absent where nothing can be run. */
  readonly run?: ((text: string) => void) | undefined;
}

/** Waves, their readings and the map. */
export interface StudioDesk {
  readonly view: () => StudioView;
  readonly actions: KeyActions;
  /** Puts the mark back to where the waves are; false when it is there. */
  close(): boolean;
  /** Computes the map on; true when it changed. */
  work(): boolean;
}

/** Milliseconds of the map between two frames. */
const SLICE = 8;

/** The desk of the studio. */
export function studioDesk({ say, enter, plan, run }: StudioDeskOptions): StudioDesk {
  const first = plan();
  let numbers: StudioNumbers = studioDefaults;
  let now: Studied = studied(numbers);
  let [problem, reading]: [string | undefined, number] = [undefined, 0];
  let map: StudioMap = mapOf();
  let mark: { column: number; row: number } | undefined;
  let typed: StudioView['typed'];
  let panel: StudioPanel = 'map';
  const window = previewWindow();
  let offerRead: { readonly from: Studied; readonly phase: number; readonly readings: PredictedReadings } | undefined;
  if (first !== undefined) use(fromPlan(first));

  function mapOf(): StudioMap {
    const { period, rateMin, rateMax, curvatureMin, curvatureMax } = now.numbers;
    const middle = (curvatureMin + curvatureMax) / 2;
    return studioMap(
      {
        meanRate: (rateMin + rateMax) / 2,
        meanCurvature: middle,
        curvatureAmplitude: middle === 0 ? 0 : Math.min(1, Math.abs((curvatureMax - curvatureMin) / 2 / middle)),
        period,
        rateWave: now.rateShape,
        curvatureWave: now.curvatureShape,
      },
      now.step,
      mapReadings[reading],
    );
  }

  /** Takes numbers; answers what is wrong with them: then the last good ones stay. */
  function use(next: StudioNumbers): string | undefined {
    try {
      const found = studied(next);
      [numbers, now] = [next, found];
      map = mapOf();
      mark = undefined;
      problem = undefined;
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      problem = error.message;
    }
    return problem;
  }

  function useFields(fields: readonly Field[]): string | undefined {
    try {
      use(numbersOf(fields, numbers));
    } catch (error) {
      if (!(error instanceof OptionError)) throw error;
      problem = error.message;
    }
    typed = problem === undefined ? undefined : typedWaves(fields, numbers);
    return problem;
  }

  const place = (): { column: number; row: number } =>
    mark ?? {
      column: Math.round(numbers.phase * (MAP_COLUMNS - 1)),
      row: Math.round(amplitudeOf(numbers) * (MAP_ROWS - 1)),
    };

  const move = (x: number, y: number) => (): void => {
    const { column, row } = place();
    mark = {
      column: (column + x + MAP_COLUMNS - 1) % (MAP_COLUMNS - 1),
      row: Math.max(0, Math.min(MAP_ROWS - 1, row + y)),
    };
  };

  function offered(): StudioView['offer'] {
    const row = Math.round(amplitudeOf(numbers) * (MAP_ROWS - 1));
    const better = (a: number, b: number): boolean => (map.reading === 'margin' ? a > b : a < b);
    let best = -1;
    for (let column = 0; column < MAP_COLUMNS - 1; column++)
      if (best < 0 || better(map.at(column, row), map.at(best, row))) best = column;
    const value = map.at(best, row);
    if (Number.isNaN(value)) return undefined;
    const phase = best / (MAP_COLUMNS - 1);
    if (offerRead?.from !== now || offerRead.phase !== phase) {
      const { readings } = studied(movedTo(numbers, phase, amplitudeOf(numbers)));
      offerRead = { from: now, phase, readings };
    }
    return { phase, value, readings: offerRead.readings };
  }

  const focus = (by: number) => (): void => {
    panel = studioPanels[(studioPanels.indexOf(panel) + by + studioPanels.length) % studioPanels.length];
  };
  const shift = (by: number) => (): void => void use(movedTo(numbers, numbers.phase + by, amplitudeOf(numbers)));

  function edit(): void {
    const before = numbers;
    enter({
      kind: 'fields',
      label: 'edit',
      fields: fieldsOf(numbers),
      at: 0,
      change: useFields,
      accept: useFields,
      cancel() {
        use(before);
        typed = undefined;
      },
    });
  }

  return {
    view: () => ({
      studied: now,
      problem,
      map,
      mark: { ...place(), moved: mark !== undefined },
      offer: offered(),
      typed,
      panel,
      window: window.now(),
    }),
    actions: {
      nextPanel: focus(1),
      previousPanel: focus(-1),
      ...window.actions,
      left: move(-1, 0),
      right: move(1, 0),
      up: move(0, 1),
      down: move(0, -1),
      shift: shift(0.125),
      flip: shift(0.5),
      edit,
      open() {
        const offer = offered();
        const phase = mark === undefined ? offer?.phase : mark.column / (MAP_COLUMNS - 1);
        const depth = mark === undefined ? amplitudeOf(numbers) : mark.row / (MAP_ROWS - 1);
        const wanted = phase === undefined ? undefined : movedTo(numbers, phase, depth);
        if (wanted === undefined) say('no better phase is known: move ◆ with the arrows, then enter');
        else if (JSON.stringify(wanted) === JSON.stringify(numbers)) {
          mark = undefined;
          say('it is applied already');
        } else use(wanted);
      },
      preset() {
        const names = waveNames();
        use({ ...numbers, rateWave: names[(names.indexOf(numbers.rateWave) + 1) % names.length] });
        say(`η wave: ${numbers.rateWave}`);
      },
      value() {
        reading = (reading + 1) % mapReadings.length;
        map = mapOf();
      },
      save: () =>
        enter({
          kind: 'text',
          label: `save '${numbers.rateWave}' as`,
          text: '',
          hint: 'a name for this wave   enter save   esc leave',
          accept(name) {
            try {
              saveWave(name, numbers.rateWave);
              say(`${name} is saved in antiphase.waves.json: every command knows it`);
            } catch (error) {
              if (!(error instanceof Error)) throw error;
              say(error.message);
            }
          },
        }),
      run() {
        if (run === undefined) say('nothing can be run from here');
        else run(experimentText(numbers));
      },
    },
    close() {
      const moved = mark !== undefined;
      mark = undefined;
      return moved;
    },
    work() {
      const before = map.done();
      map.work(SLICE);
      return map.done() !== before;
    },
  };
}
