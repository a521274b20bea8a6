import { brokenOf } from '../broken-of.js';

export const rule = 'curvature';
export default brokenOf((sound) => ({
  curvature() {
    const operators = sound.curvature();
    const { size } = operators.fisher;
    const apply = (v: ArrayLike<number>, out: { [i: number]: number }): void => {
      for (let i = 0; i < size; i++) out[i] = -v[i];
    };
    return { ...operators, fisher: { size, apply } };
  },
}));
