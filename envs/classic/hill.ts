import { OptionError } from '../../math/check.js';
import type { Random } from '../../math/random.js';
import { signed, track } from '../text.js';

/** Ends of the road that both mountain cars drive on. */
export const roadStart = -1.2;
export const roadEnd = 0.6;

/** Knobs that both mountain cars have. */
export const hillKnobs = {
  maxSpeed: { default: 0.07, min: 0.04, max: 0.1, hard: 0.045 },
  goalVelocity: { default: 0, min: 0, max: 0.04, hard: 0.04 },
  startLow: { default: -0.6, min: -1.1, max: 0.2 },
  startHigh: { default: -0.4, min: -1.1, max: 0.2 },
} as const;

/**
 * A start position, uniform in [low, high).
 *
 * @throws OptionError when low lies above high.
 */
export function startPosition(id: string, low: number, high: number, random: Random): number {
  if (low > high)
    throw new OptionError(`${id}.startLow`, `a number ≤ startHigh (${high})`, low, 'Move startHigh as well.');
  return random.uniform(low, high);
}

/** Drives one step: bounds the velocity, moves, and stops the car at the wall on the left. */
export function drive(state: Float64Array, at: number, velocity: number, maxSpeed: number): void {
  const bounded = Math.min(Math.max(velocity, -maxSpeed), maxSpeed);
  const position = Math.min(Math.max(state[at] + bounded, roadStart), roadEnd);
  state[at] = position;
  state[at + 1] = position === roadStart && bounded < 0 ? 0 : bounded;
}

/** The valley as five lines of text with the car on it, and its numbers. */
export function drawHill(position: number, velocity: number, goal: number): string[] {
  const width = 37;
  const lines: string[] = [];
  const column = (x: number): number => Math.round(((x - roadStart) / (roadEnd - roadStart)) * (width - 1));
  for (let level = 4; level >= 0; level--) {
    let line = '';
    for (let i = 0; i < width; i++) {
      const x = roadStart + ((roadEnd - roadStart) * i) / (width - 1);
      const height = Math.min(4, Math.floor(((Math.sin(3 * x) + 1) / 2) * 5));
      line += height !== level ? ' ' : i === column(position) ? 'o' : i === column(goal) ? '⚑' : '·';
    }
    lines.push(line);
  }
  return [
    ...lines,
    track(position, roadStart, roadEnd, 'o', width),
    `position ${signed(position)}  velocity ${signed(velocity)}`,
  ];
}
