/** A call of a world that breaks its rules: where, what was expected, what came and what to do. */
export class EnvError extends Error {
  override readonly name = 'EnvError';
  /** World and call, such as `CartPole-v1.step`. */
  readonly call: string;
  readonly expected: string;
  readonly got: string;
  readonly advice: string;

  /** @example new EnvError('CartPole-v1.step', 'a reset first', 'a step', 'Call reset().').message // 'CartPole-v1.step: expected a reset first, got a step. Call reset().' */
  constructor(call: string, expected: string, got: string, advice: string) {
    super(`${call}: expected ${expected}, got ${got}. ${advice}`);
    this.call = call;
    this.expected = expected;
    this.got = got;
    this.advice = advice;
  }
}
