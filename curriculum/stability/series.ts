/** Values beside rate and curvature that change from update to update, as long as the rates. */
export interface StepSeries {
  /** Momentum of each update, instead of the optimizer's own. */
  readonly momenta?: ArrayLike<number>;
  /** Rates of the second player, instead of the first one's. */
  readonly partnerRates?: ArrayLike<number>;
}

/** A context whose members are overwritten update by update: no allocation inside the loops. */
export interface MutableContext {
  momentum?: number;
  partnerRate?: number;
}

/** The context to reuse for a series, or undefined when the series is empty. */
export function contextOf(series: StepSeries): MutableContext | undefined {
  return series.momenta === undefined && series.partnerRates === undefined ? undefined : {};
}

/** The context set to update n. */
export function at(context: MutableContext, series: StepSeries, n: number): MutableContext {
  if (series.momenta !== undefined) context.momentum = series.momenta[n];
  if (series.partnerRates !== undefined) context.partnerRate = series.partnerRates[n];
  return context;
}

/** True when all rates, curvatures and further values are finite and of one length. */
export function allFinite(rates: ArrayLike<number>, curvatures: ArrayLike<number>, series: StepSeries): boolean {
  const { momenta, partnerRates } = series;
  if (curvatures.length !== rates.length) return false;
  for (let n = 0; n < rates.length; n++) {
    if (!Number.isFinite(rates[n]) || !Number.isFinite(curvatures[n])) return false;
    if (momenta !== undefined && !Number.isFinite(momenta[n])) return false;
    if (partnerRates !== undefined && !Number.isFinite(partnerRates[n])) return false;
  }
  return true;
}
