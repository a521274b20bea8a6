import type { Part } from '../../layout.js';
import { factor, plainNumber, signed } from '../../words.js';
import type { StudioView } from '../studio-view.js';
import type { Studied } from '../studio-model.js';

/** A number of the studio as short as it is. */
function shortNumber(value: number): string {
  return String(Number(value.toPrecision(4))).replace('-', '−');
}

/** The two waves in words: their shapes, bounds, periods and phases. */
export function waveWords({ studied: { numbers }, typed }: Pick<StudioView, 'studied' | 'typed'>): {
  readonly rate: readonly Part[];
  readonly curvature: readonly Part[];
} {
  const { rateWave, rateMin, rateMax, phase, period, curvatureWave, curvatureMin, curvatureMax } = numbers;
  const line = (letter: string, shape: string, bounds: readonly [number, number], turns: number): readonly Part[] => [
    [0, `${letter}  ${shape}`],
    [1, bounds.map(shortNumber).join(' … ')],
    [3, `period ${period}`],
    [2, `phase ${Math.round(turns * 360)}°`],
  ];
  const shape = (name: string, text: string | undefined): string => (text === undefined ? name : `${text}▏`);
  return {
    rate: line('η', shape(rateWave, typed?.rateWave), [rateMin, rateMax], phase),
    curvature: line('c', shape(curvatureWave, typed?.curvatureWave), [curvatureMin, curvatureMax], 0),
  };
}

/** The optimizer's limit and the means over a period. */
export function stepWords({ numbers, readings, step, rate }: Studied, meanRate: number): readonly Part[] {
  const { momentum } = numbers;
  return [
    [0, `limit ${shortNumber(step.limit)} (${momentum === 0 ? 'plain SGD' : `momentum ${momentum}`})`],
    [2, rate === undefined ? '' : `mean η ${shortNumber(meanRate)}`],
    [1, `mean ηλ ${plainNumber(readings.meanProduct)}`],
  ];
}

/** What the linter says: the first warning, or that everything is in order. */
export function lintWords({ problem, studied: { warnings, numbers } }: StudioView): {
  readonly text: string;
  readonly level: 'bad' | 'near' | 'good';
} {
  if (problem !== undefined) return { text: `✗ ${problem}`, level: 'bad' };
  const [first] = warnings;
  if (first !== undefined) {
    const more = warnings.length > 1 ? ` (and ${warnings.length - 1} more)` : '';
    return { text: `▲ ${first}${more}`, level: 'near' };
  }
  return { text: `✓ parsed, finite, no jumps${numbers.rateMin > 0 ? '   η > 0 ✓' : ''}`, level: 'good' };
}

/** What the map would rather have, and what that costs. */
export function offerWords({ studied, offer, map }: StudioView): readonly Part[] {
  if (offer === undefined) return [[0, 'offer: ?']];
  const { readings, numbers } = studied;
  const degrees = (turns: number): string => `${Math.round(turns * 360)}°`;
  const name = map.reading === 'margin' ? 'lowest' : map.reading;
  if (Math.abs(offer.phase - numbers.phase) < 0.011)
    return [[0, `offer: none, ${degrees(numbers.phase)} is the best phase for ${name}`]];
  const after = offer.readings;
  const lowest: Part = [
    map.reading === 'margin' ? 0 : 2,
    `lowest ${signed(readings.margin)} → ${signed(after.margin)}`,
  ];
  const growth: Part = [
    map.reading === 'growth' ? 0 : 3,
    `growth ${plainNumber(readings.growth)} → ${plainNumber(after.growth)}`,
  ];
  const transient: Part = [
    map.reading === 'transient' ? 0 : 5,
    `transient ${factor(readings.transient)} → ${factor(after.transient)}`,
  ];
  return [
    [0, `offer: phase ${degrees(offer.phase)}`],
    lowest,
    growth,
    transient,
    [4, `mean ηλ ${plainNumber(readings.meanProduct)} → ${plainNumber(after.meanProduct)}`],
    [1, 'enter'],
  ];
}
