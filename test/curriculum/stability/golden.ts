import { readFileSync } from 'node:fs';

/** One recorded case of test/peers/stability.json; which members it has depends on its kind. */
export interface GoldenCase {
  readonly id: string;
  readonly kind: 'sgd' | 'heavyBall' | 'gda' | 'stationaryVariance';
  readonly eta0: number;
  readonly c0: number;
  readonly a: number;
  readonly b: number;
  readonly phase: 'in' | 'quad' | 'anti';
  readonly phi: number;
  readonly psi: number;
  readonly T: number;
  readonly beta: number;
  readonly reg: number;
  readonly kappa: number;
  readonly alternating: boolean;
  readonly gradNoise: number;
  readonly expect: Readonly<Record<string, number>>;
}

interface Golden {
  readonly cases: readonly GoldenCase[];
  readonly pointwiseCritical: readonly Readonly<Record<string, number>>[];
  readonly adiabaticCritical: readonly Readonly<Record<string, number>>[];
}

export const golden = JSON.parse(
  readFileSync(new URL('../../peers/stability.json', import.meta.url), 'utf8'),
) as Golden;

/** The recorded cases of one kind. */
export function casesOf(kind: GoldenCase['kind']): readonly GoldenCase[] {
  return golden.cases.filter((one) => one.kind === kind);
}

/** mid·(1 + depth·cos(2πn/T + lead)) over one period: the recorded file's convention, crest at n = 0. */
export function wave(period: number, mid: number, depth: number, lead = 0): Float64Array {
  return Float64Array.from(
    { length: period },
    (_, n) => mid * (1 + depth * Math.cos((2 * Math.PI * n) / period + lead)),
  );
}

/** |got − expected| ≤ tolerance·|expected|. */
export function relativeError(got: number | undefined, expected: number): number {
  return got === undefined ? Infinity : Math.abs(got - expected) / Math.abs(expected);
}
