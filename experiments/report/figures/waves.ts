import { average } from '../../../math/average.js';
import { numberWord } from '../../verdict-words.js';
import { lowestAxis, plainLabel } from '../axes.js';
import { bandPanel, type BandRow } from '../bands.js';
import { figureSize, specOf, type Figure } from '../figure.js';
import { drawnArms, drawnWords, type PassData } from '../pass-data.js';
import { armLooks } from '../palette.js';

/** Values of a schedule over two periods, update by update; a still one has its value at both ends. */
export function waveRows({ plan }: PassData, arms: PassData['plan']['arms'], name: string): readonly BandRow[] {
  const length = Math.min(2 * (plan.period ?? 1), plan.period === undefined ? 1 : Infinity);
  const row = (arm: string, x: number, y: number): BandRow => ({ arm, x, y, low: y, high: y });
  return arms.flatMap(({ name: arm, waves }) => {
    const wave = waves[name] ?? [];
    if (wave.length === 0) return [];
    if (wave.length === 1 || plan.period === undefined)
      return [row(arm, 0, wave[0]), row(arm, Math.max(1, length), wave[0])];
    // A period longer than its samples is drawn as far as it was sampled.
    const whole = wave.length >= plan.period;
    return Array.from({ length: whole ? length + 1 : wave.length }, (_, n) => row(arm, n, wave[n % wave.length]));
  });
}

/** The schedules: the difficulty, and the rate of each arm. */
export function wavesFigure(data: PassData): Figure {
  const { plan } = data;
  const drawn = drawnArms(data);
  const arms = armLooks(drawn);
  const names = plan.knob === undefined ? [plan.rate] : [plan.knob, plan.rate];
  const panels = names.map((name, i) => {
    const rows = waveRows(data, drawn, name);
    return bandPanel({
      rows,
      arms,
      bare: true,
      picks: i === names.length - 1,
      height: figureSize.panel,
      x: { ...lowestAxis(i === names.length - 1, 'update'), scale: { nice: false } },
      y: { title: name, axis: { labelExpr: plainLabel } },
    });
  });
  const means = drawn.map(({ name, about, waves }) => {
    const rate = waves[plan.rate] ?? [];
    return `${name} (${about}): ${range(rate)}`;
  });
  const period = plan.period === undefined ? 'Nothing oscillates' : `Two periods of ${plan.period} updates`;
  return {
    id: 'waves',
    title: 'Waves',
    caption: `${period}, from start phase 0; each seed begins at a phase of its own, the same in every arm.${plan.knob === undefined ? '' : ` Above ${plan.knob}, below ${plan.rate}.`}${drawnWords(data)}`,
    alternative: `${plan.rate} over a period, arm by arm: ${means.join('; ')}.`,
    spec: specOf({ vconcat: panels, resolve: { legend: { color: 'shared' } } }),
    numbers: {
      caption: 'Lowest, mean and highest value over a period',
      columns: ['arm', 'what it does', ...names],
      rows: drawn.map(({ name, about, waves }) => [name, about, ...names.map((of) => range(waves[of] ?? []))]),
    },
  };
}

function range(wave: readonly number[]): string {
  if (wave.length === 0) return '–';
  const low = wave.reduce((least, value) => Math.min(least, value), Infinity);
  const high = wave.reduce((most, value) => Math.max(most, value), -Infinity);
  const mean = average(wave);
  return high - low < 1e-9 * Math.abs(high)
    ? numberWord(mean)
    : `${numberWord(low)} – ${numberWord(mean)} – ${numberWord(high)}`;
}
