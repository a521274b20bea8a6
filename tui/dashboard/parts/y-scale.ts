import type { ScaleKind } from '../../charts/scale.js';
import type { Part } from '../../layout.js';

/** What the foot says where a scale was passed over. */
export const SCALE_WORDS = 'log needs positive values: symlog';

/**
 * The scale that values can be drawn on: a logarithm knows positive values alone, so with any other among them it is symlog.
 *
 * @example scaleShown('log', [Float64Array.of(1, -2)]) // 'symlog'
 */
export function scaleShown(kind: ScaleKind, series: Iterable<Float64Array>): ScaleKind {
  if (kind !== 'log') return kind;
  for (const values of series) if (values.some((value) => value <= 0)) return 'symlog';
  return kind;
}

/** The scale of a chart where it is not the usual one, and why it is not the one that was asked for. */
export function scaleParts(asked: ScaleKind, shown: ScaleKind): readonly Part[] {
  return [
    [1, shown === 'linear' ? '' : shown],
    [8, asked === shown ? '' : 'log needs positive values'],
  ];
}
