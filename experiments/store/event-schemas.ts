import { lazySchemas } from '../lazy-schemas.js';

/** Schemas of events as they are stored. */
export const eventSchemas = lazySchemas((z) => {
  /** JSON writes a number that is not finite as null. */
  const number = z.number().nullable();
  const count = z.int().min(0);
  const numbers = z.record(z.string(), number);
  const texts = z.array(z.string());
  const estimate = z.object({ value: number, low: number, high: number });
  const readings = z.object({
    margin: number.optional(),
    growth: number.optional(),
    transient: number.optional(),
    meanProduct: number.optional(),
  });
  const collapseRule = z.object({ signal: z.string(), below: z.number(), over: z.enum(['last half', 'whole run']) });

  const plan = z.object({
    type: z.literal('plan'),
    title: z.string(),
    notes: texts,
    manifest: z.record(z.string(), z.union([z.string(), number])),
    updates: count,
    period: z.number().optional(),
    score: z.string(),
    worst: number.optional(),
    rate: z.string(),
    knob: z.string().optional(),
    collapse: collapseRule.optional(),
    seeds: z.object({ kept: z.array(count), dropped: z.array(count) }),
    sharpness: estimate.optional(),
    curvature: z
      .object({ operator: z.enum(['Hessian', 'preconditioned Hessian', 'Gauss–Newton', 'Fisher']), products: count })
      .optional(),
    arms: z.array(
      z.object({
        name: z.string(),
        about: z.string(),
        phase: z.number().optional(),
        predicted: readings,
        waves: z.record(z.string(), z.array(number)),
      }),
    ),
  });

  const verdict = z.object({
    type: z.literal('verdict'),
    title: z.string(),
    decided: z.boolean(),
    seeds: count,
    dropped: count,
    rate: z.object({ name: z.string(), mean: number }),
    arms: z.array(
      z.object({
        name: z.string(),
        runs: count,
        collapsed: count,
        failed: count,
        collapse: estimate,
        score: estimate,
        predicted: readings,
        measured: readings,
        coherence: number.optional(),
      }),
    ),
    differences: z.array(
      z.object({ first: z.string(), second: z.string(), difference: estimate, collapse: estimate, better: number }),
    ),
    order: z.array(
      z.object({
        reading: z.enum(['margin', 'growth', 'transient']),
        correlation: number.optional(),
        right: count,
        pairs: count,
      }),
    ),
    words: texts,
  });

  const summary = z.object({
    type: z.literal('summary'),
    title: z.string(),
    rates: z.array(number),
    arms: z.array(z.object({ name: z.string(), collapse: z.array(number), survives: z.array(number) })),
    words: texts,
  });

  const ofRun = { run: z.string(), update: count };

  const trialEvent = z.discriminatedUnion('type', [
    z.object({ type: z.literal('start'), run: z.string(), updates: count, columns: texts }),
    z.object({
      type: z.literal('update'),
      ...ofRun,
      values: numbers,
      signals: numbers,
      ages: numbers.optional(),
      nonFinite: texts.optional(),
    }),
    z.object({
      type: z.literal('cycle'),
      ...ofRun,
      cycle: count,
      lowestMargin: number.optional(),
      growth: number.optional(),
      transient: number.optional(),
      coherence: number.optional(),
      score: number.optional(),
    }),
    z.object({
      type: z.literal('alarm'),
      ...ofRun,
      signal: z.string(),
      value: number,
      reading: z.enum(['margin', 'growth', 'transient', 'sharpness', 'coherence', 'collapse', 'nonFinite', 'bounds']),
    }),
    z.object({ type: z.literal('checkpoint'), ...ofRun }),
    z.object({
      type: z.literal('command'),
      ...ofRun,
      patch: z.object({ name: z.string(), options: z.record(z.string(), z.unknown()) }),
    }),
    z.object({ type: z.literal('failed'), run: z.string(), message: z.string() }),
    z.object({ type: z.literal('end'), ...ofRun, reason: z.enum(['finished', 'stopped', 'diverged']) }),
  ]);

  return {
    /** A run's plans, each with the name of its pass's folder where there are several. */
    plans: z.array(z.object({ part: z.string().optional(), plan })),
    verdicts: z.array(verdict),
    summary,
    /** An event of a trial's log. */
    trialEvent,
  };
});
