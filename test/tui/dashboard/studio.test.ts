import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cycle } from '../../../curriculum/schedule.js';
import { sampleModulation } from '../../../curriculum/stability/modulation.js';
import { stabilityMap } from '../../../curriculum/stability/map.js';
import { gradientDescent } from '../../../curriculum/stability/optimizers.js';
import type { Subject } from '../../../experiments/load.js';
import { rowText } from '../../../tui/charts/cells.js';
import { drawScreen } from '../../../tui/dashboard/screen.js';
import { normalMode, typed, type Mode } from '../../../tui/dashboard/modes.js';
import { studioDesk, type StudioDesk } from '../../../tui/dashboard/studio-desk.js';
import { experimentText } from '../../../tui/dashboard/studio-file.js';
import { MAP_COLUMNS, MAP_ROWS, studioMap } from '../../../tui/dashboard/studio-map.js';
import { fromPlan, studied, studioDefaults } from '../../../tui/dashboard/studio-model.js';
import { initialState } from '../../../tui/state.js';
import { fakePlan } from '../fake-source.js';
import { shownView } from './shown.js';

const folder = mkdtempSync(join(tmpdir(), 'antiphase-studio-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A desk whose mode is kept here, and a way to press keys in it. */
function opened(): { desk: StudioDesk; press: (...keys: string[]) => void; mode: () => Mode; ran: string[] } {
  let mode: Mode = normalMode;
  const ran: string[] = [];
  const desk = studioDesk({
    say: () => undefined,
    enter: (next) => (mode = next),
    plan: () => undefined,
    run: (text) => ran.push(text),
  });
  return { desk, press: (...keys) => keys.forEach((key) => (mode = typed(mode, key, key))), mode: () => mode, ran };
}

describe('the map of the studio', () => {
  it('ends with what the stability map has, however it is sliced', () => {
    const base = { meanRate: 16, meanCurvature: 0.075, curvatureAmplitude: 0.8, period: 12 };
    const map = studioMap(base, gradientDescent(), 'margin');
    let slices = 0;
    while (map.work(0.2)) slices++;
    expect(slices).toBeGreaterThan(0);
    expect(map.done()).toBe(MAP_COLUMNS * MAP_ROWS);
    const whole = stabilityMap({
      ...base,
      x: { axis: 'phase', values: Array.from({ length: MAP_COLUMNS }, (_, i) => i / (MAP_COLUMNS - 1)) },
      y: { axis: 'rateAmplitude', values: Array.from({ length: MAP_ROWS }, (_, i) => i / (MAP_ROWS - 1)) },
      reading: 'margin',
    });
    expect([...(map.shown.grid as Float64Array)]).toEqual([...whole.grid]);
  });

  it('shows something everywhere after its first coarse pass', () => {
    const map = studioMap({ meanRate: 1, curvatureAmplitude: 0.5, period: 400 }, gradientDescent(), 'growth');
    // The coarse pass has every eighth column and row.
    for (let slice = 0; slice < 10_000 && map.done() < 7 * 3 + 1; slice++) map.work(0.01);
    expect(map.done()).toBeLessThan(200);
    const unknown = Array.from(map.shown.grid).filter((value) => Number.isNaN(value));
    expect(unknown.length).toBe(0);
  });
});

describe('the studio', () => {
  it('opens with the flagship: its lowest margin is that of the closed form', () => {
    const { readings } = studied(studioDefaults);
    // Anti-phase cosines: ηλ = 16·0.075·(1 − (0.8 cos)²), largest where the cosine is 0: 1.2.
    expect(readings.margin).toBeCloseTo(1 - 1.2 / 2, 12);
    expect(readings.meanProduct).toBeCloseTo(1.2 * (1 - 0.64 / 2), 12);
  });

  it('shows what is wrong with a formula that is half typed, and keeps the last good wave', () => {
    const { desk, press } = opened();
    desk.actions.edit?.();
    press('ctrl-u', 'p', '^', '2');
    expect(desk.view().problem).toBeUndefined();
    press('*', '(');
    expect(desk.view().problem).toMatch(/formula/);
    expect(desk.view().studied.rateShape(0.5)).toBe(0.25);
    press('2', ')');
    expect(desk.view().problem).toBeUndefined();
    expect(desk.view().studied.rateShape(0.5)).toBe(0.5);
    press('esc');
    expect(desk.view().studied.numbers).toEqual(studioDefaults);
  });

  it('refuses a wave without a level somewhere, by its phase', () => {
    const { desk, press, mode } = opened();
    desk.actions.edit?.();
    press('ctrl-u', '1', '/', 'p');
    press('enter');
    expect(desk.view().problem).toMatch(/p = 0/);
    expect(mode().kind).toBe('fields');
  });

  it('offers the best phase, takes it, and takes the mark on the map', () => {
    const { desk } = opened();
    desk.actions.shift?.();
    while (desk.work());
    expect(desk.view().offer?.phase).toBe(0.5);
    desk.actions.open?.();
    expect(desk.view().studied.numbers.phase).toBe(0.5);
    for (let i = 0; i < 12; i++) desk.actions.right?.();
    desk.actions.down?.();
    desk.actions.open?.();
    const { phase, rateMin, rateMax } = desk.view().studied.numbers;
    expect([phase, rateMin, rateMax]).toEqual([0.75, 4, 28]);
  });

  it('starts from a plan: its bounds, its period, and the curvature of its warm policies', () => {
    const numbers = fromPlan(fakePlan());
    expect(numbers).toMatchObject({
      rateMin: 3.2,
      rateMax: 28.8,
      phase: 0.5,
      period: 40,
      scale: 0.075,
      curvatureMin: 0.015,
      curvatureMax: 0.135,
    });
  });

  it.each([['cosine'], ['0.5 - 0.5*cos(2*pi*p)'], ['0:0 0.2:1 0.5:0.3']])(
    'writes an experiment with the wave %s that can be run',
    async (wave) => {
      const file = join(folder, `studio-${wave.length}.ts`);
      // The package's own name is resolved by a hook of the command; here its index is named.
      const text = experimentText({ ...studioDefaults, rateWave: wave });
      writeFileSync(file, text.replace("'antiphase'", JSON.stringify(resolve('index.ts'))));
      const subject = ((await import(file)) as { default: Subject }).default;
      if (subject.kind !== 'experiment') throw new Error('no experiment');
      const { learningRate, rewardScale } = subject.tunables;
      const expected = cycle({
        wave: studied({ ...studioDefaults, rateWave: wave }).rateShape,
        period: 40,
        phase: 0.5,
        min: 3.2,
        max: 28.8,
      });
      const { curvatures } = sampleModulation({
        meanRate: 1,
        rateAmplitude: 0,
        meanCurvature: 1,
        curvatureAmplitude: 0.8,
        phase: 0,
        period: 40,
      });
      for (let n = 0; n < 40; n += 7) {
        expect(typeof learningRate === 'function' ? learningRate(n, {}) : Number.NaN).toBeCloseTo(expected(n, {}), 12);
        expect(typeof rewardScale === 'function' ? rewardScale(n, {}) : Number.NaN).toBeCloseTo(curvatures[n], 12);
      }
    },
  );

  it('fills every size', () => {
    const { desk } = opened();
    let said = 0;
    const view = {
      ...shownView(initialState),
      screen: 'studio' as const,
      studio: desk.view(),
    };
    for (const full of [false, true])
      for (const [width, height] of [
        [80, 24],
        [101, 33],
        [140, 45],
        [220, 70],
        [50, 11],
        [3, 2],
      ]) {
        const grid = drawScreen({ ...view, full }, width, height);
        const rows = Array.from({ length: height }, (_, y) => rowText(grid, y));
        for (const row of rows) expect(Array.from(row)).toHaveLength(width);
        // A sentence stands whole or not at all, over two lines where it needs them.
        const at = rows.findIndex((row) => row.includes('growth can fall'));
        if (at >= 0) expect(`${rows[at]} ${rows[at + 1]}`).toContain('bisect');
        said += at >= 0 ? 1 : 0;
      }
    expect(said).toBeGreaterThan(0);
  });
});
