import { brokenOf } from '../broken-of.js';

export const rule = 'curvature';
export default brokenOf((sound) => ({
  curvature() {
    const operators = sound.curvature();
    const { size } = operators.hessian;
    return {
      ...operators,
      hessian: {
        size,
        apply(v, out) {
          operators.hessian.apply(v, out);
          for (let i = 0; i < size; i++) out[i] += i * v[(i + 1) % size];
        },
      },
    };
  },
}));
