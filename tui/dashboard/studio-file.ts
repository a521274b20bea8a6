import { waveforms } from '../../curriculum/waveforms.js';
import { parseWave } from '../../experiments/wave-text.js';
import type { StudioNumbers } from './studio-model.js';

/**
 * The experiment that a studio's numbers describe, as a file: the balance world, its reward scale the curvature over the curvature at scale 1, and
 * REINFORCE at the studio's rate. The file is the record: it can be edited and run again.
 */
export function experimentText(numbers: StudioNumbers): string {
  const { rateMin, rateMax, phase, period, curvatureMin, curvatureMax, momentum, scale } = numbers;
  const knob = (value: number): number => Number((value / scale).toPrecision(6));
  const rate = waveExpression(numbers.rateWave);
  const curvature = waveExpression(numbers.curvatureWave);
  const made = [...new Set([rate.maker, curvature.maker])].filter((name) => name !== undefined);
  const names = ['balance', 'cycle', 'experiment', ...made, 'reinforce', 'stabilityProbe'].sort();
  return `import { ${names.join(', ')} } from 'antiphase';

/** Written by the studio: the rate against a curvature of ${scale} at reward scale 1. */
export default experiment({
  name: 'studio',
  env: balance({
    rewardScale: cycle({ wave: ${curvature.text}, period: ${period}, min: ${knob(curvatureMin)}, max: ${knob(curvatureMax)} }),
  }),
  agent: reinforce({
    learningRate: cycle({ wave: ${rate.text}, period: ${period}, phase: ${phase}, min: ${rateMin}, max: ${rateMax} }),
    momentum: ${momentum},
    baseline: 'timeStep',
    advantageScale: 1 / 5,
  }),
  warmStart: { updates: 80, learningRate: 0.4, momentum: 0.9, keep: { signal: 'rewardPerStep', above: -0.1, over: 10 } },
  updates: ${Math.max(160, period * 4)},
  hooks: [stabilityProbe({ every: 4 })],
});
`;
}

/** A wave as an expression of a file, and the function that makes it. */
function waveExpression(text: string): { readonly text: string; readonly maker?: string } {
  const quoted = JSON.stringify(text).replace(/^"|"$/g, "'");
  if (Object.hasOwn(waveforms, text) || /^[A-Za-z][\w-]*$/.test(text)) return { text: quoted };
  const wave = parseWave(text);
  if (wave.kind === 'formula') return { text: `formula(${quoted}, { as: 'waveform' })`, maker: 'formula' };
  const { points, join, closed } = wave;
  return { text: `keyframes(${JSON.stringify(points)}, { join: '${join}', closed: ${closed} })`, maker: 'keyframes' };
}
