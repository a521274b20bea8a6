import type { Spec } from './figure.js';
import { armColor, armDash, type ArmLook } from './palette.js';

/** Lines of arms with bands about them, on axes of one figure. */
export interface ArmLines {
  readonly arms: readonly ArmLook[];
  /** The channel across, with its field. */
  readonly x: Spec;
  /** The channel upwards, without a field. */
  readonly y: Spec;
  /** Field of the line. Default 'y'. */
  readonly field?: string;
  /** How points are joined. Default straight. */
  readonly interpolate?: 'step-after';
}

/** The opacity of an arm: `full` while it or none is picked in the legend, else a tenth. */
export function pickedOpacity(full: number): Spec {
  return { condition: { param: 'picked', value: full }, value: full / 10 };
}

/** The layer of bands between `low` and `high`. */
export function armBands({ arms, x, y, interpolate }: ArmLines): Spec {
  return {
    mark: { type: 'area', ...(interpolate === undefined ? {} : { interpolate }) },
    encoding: {
      x,
      y: { field: 'low', ...y },
      y2: { field: 'high' },
      color: armColor(arms),
      opacity: pickedOpacity(bandOpacity(arms.length)),
    },
  };
}

/** The layer of lines; `picks` in one panel of a figure only, whose legend then picks arms. */
export function armLine({ arms, x, y, field = 'y', interpolate }: ArmLines, picks = true): Spec {
  return {
    ...(picks ? { params: [{ name: 'picked', select: { type: 'point', fields: ['arm'] }, bind: 'legend' }] } : {}),
    mark: { type: 'line', ...(interpolate === undefined ? {} : { interpolate }) },
    encoding: {
      x,
      y: { field, ...y },
      color: armColor(arms),
      strokeDash: armDash(arms),
      opacity: pickedOpacity(1),
    },
  };
}

/** A level that means something, as a thin dark line. */
export function edgeLine(edge: number): Spec {
  return {
    data: { values: [{ edge }] },
    mark: { type: 'rule', color: '#20242a', strokeWidth: 1 },
    encoding: { y: { field: 'edge', type: 'quantitative' } },
  };
}

/** Many bands over one another must not become a wall. */
export function bandOpacity(arms: number): number {
  return 0.13 * Math.min(1, 4 / arms);
}
