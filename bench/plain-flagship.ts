/**
 * The flagship's update written by hand, as one would for a single experiment: 16 episodes of 40 steps of the pendulum, a 2-16-1 tanh policy,
 * REINFORCE with a time-step baseline and gradient descent; plain Float64 loops in one function, nothing shared. Its randomness is its own (a
 * xorshift and the polar method), since only its speed is compared.
 */
const EPISODES = 16;
const STEPS = 40;
const HIDDEN = 16;
const DEVIATION = 0.5;

let word = 0x9e3779b9;
function uniform(): number {
  word ^= word << 13;
  word ^= word >>> 17;
  word ^= word << 5;
  return (word >>> 0) / 4294967296;
}
function normal(): number {
  for (;;) {
    const x = 2 * uniform() - 1;
    const y = 2 * uniform() - 1;
    const s = x * x + y * y;
    if (s > 0 && s < 1) return x * Math.sqrt((-2 * Math.log(s)) / s);
  }
}

/** Parameters in the order of the engine: W₁ (16 × 2), b₁, W₂, b₂. */
export const parameters = Float64Array.from({ length: 4 * HIDDEN + 1 }, (_, i) =>
  i < 2 * HIDDEN ? normal() / Math.SQRT2 : i < 3 * HIDDEN ? 0 : i < 4 * HIDDEN ? (0.1 * normal()) / 4 : 0,
);
const angle = new Float64Array(EPISODES);
const speed = new Float64Array(EPISODES);
const seen = new Float64Array(2 * EPISODES * STEPS);
const errors = new Float64Array(EPISODES * STEPS);
const rewards = new Float64Array(EPISODES * STEPS);
const hidden = new Float64Array(EPISODES * STEPS * HIDDEN);
const weights = new Float64Array(EPISODES * STEPS);
const gradient = new Float64Array(parameters.length);

/** Gathers a batch with the present parameters. */
export function collect(scale: number): void {
  for (let n = 0; n < EPISODES; n++) {
    angle[n] = uniform() - 0.5;
    speed[n] = uniform() - 0.5;
  }
  for (let t = 0; t < STEPS; t++) {
    for (let n = 0; n < EPISODES; n++) {
      const i = t * EPISODES + n;
      seen[2 * i] = angle[n];
      seen[2 * i + 1] = speed[n];
      let mean = parameters[4 * HIDDEN];
      for (let k = 0; k < HIDDEN; k++) {
        const h = Math.tanh(
          parameters[2 * k] * angle[n] + parameters[2 * k + 1] * speed[n] + parameters[2 * HIDDEN + k],
        );
        hidden[i * HIDDEN + k] = h;
        mean += parameters[3 * HIDDEN + k] * h;
      }
      const error = DEVIATION * normal();
      errors[i] = error;
      const torque = Math.max(-8, Math.min(8, mean + error));
      speed[n] = Math.max(-8, Math.min(8, speed[n] + 0.05 * (5 * Math.sin(angle[n]) + 6 * torque) + 0.05 * normal()));
      angle[n] = Math.max(-2, Math.min(2, angle[n] + 0.05 * speed[n]));
      rewards[i] = -Math.min(angle[n] * angle[n] + 0.1 * speed[n] * speed[n] + 0.02 * torque * torque, 6);
    }
  }
  for (let n = 0; n < EPISODES; n++) {
    let next = 0;
    for (let t = STEPS - 1; t >= 0; t--) {
      next = scale * rewards[t * EPISODES + n] + 0.95 * next;
      weights[t * EPISODES + n] = next;
    }
  }
  for (let t = 0; t < STEPS; t++) {
    let base = 0;
    for (let n = 0; n < EPISODES; n++) base += weights[t * EPISODES + n] / EPISODES;
    for (let n = 0; n < EPISODES; n++)
      weights[t * EPISODES + n] = -(weights[t * EPISODES + n] - base) / 5 / (EPISODES * STEPS);
  }
}

/** One step of gradient descent from that batch. */
export function learn(rate: number): void {
  differentiate();
  for (let i = 0; i < parameters.length; i++) parameters[i] -= rate * gradient[i];
}

/** Gradient of that batch's loss at the parameters it was gathered with. */
export function differentiate(): Float64Array {
  gradient.fill(0);
  for (let i = 0; i < EPISODES * STEPS; i++) {
    const cotangent = (weights[i] * errors[i]) / (DEVIATION * DEVIATION);
    for (let k = 0; k < HIDDEN; k++) {
      const h = hidden[i * HIDDEN + k];
      gradient[3 * HIDDEN + k] += cotangent * h;
      const back = cotangent * parameters[3 * HIDDEN + k] * (1 - h * h);
      gradient[2 * k] += back * seen[2 * i];
      gradient[2 * k + 1] += back * seen[2 * i + 1];
      gradient[2 * HIDDEN + k] += back;
    }
    gradient[4 * HIDDEN] += cotangent;
  }
  return gradient;
}

/** Gradient at other parameters, with activations made anew: two of them make one Hessian product by central differences. */
export function differentiateAt(direction: Float64Array, step: number): Float64Array {
  for (let i = 0; i < parameters.length; i++) parameters[i] += step * direction[i];
  for (let i = 0; i < EPISODES * STEPS; i++) {
    for (let k = 0; k < HIDDEN; k++) {
      hidden[i * HIDDEN + k] = Math.tanh(
        parameters[2 * k] * seen[2 * i] + parameters[2 * k + 1] * seen[2 * i + 1] + parameters[2 * HIDDEN + k],
      );
    }
  }
  differentiate();
  for (let i = 0; i < parameters.length; i++) parameters[i] -= step * direction[i];
  return gradient;
}
