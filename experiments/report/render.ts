import type { TopLevelSpec } from 'vega-lite';
import { OptionError } from '../../math/check.js';
import type { Spec } from './figure.js';

/** Draws specifications as SVG, without a browser. */
export interface Renderer {
  readonly svg: (spec: Spec) => Promise<string>;
}

/**
 * Loads what draws figures.
 *
 * @throws OptionError where the optional packages are not installed.
 */
export async function renderer(): Promise<Renderer> {
  const [vega, lite] = await Promise.all([import('vega'), import('vega-lite')]).catch((error: unknown) => {
    throw missing(error);
  });
  return {
    svg: async (spec) => {
      const { spec: compiled } = lite.compile(seen(spec) as unknown as TopLevelSpec, { logger: silent(vega.logger) });
      const view = new vega.View(vega.parse(compiled), { renderer: 'none', logLevel: vega.Error });
      try {
        return await view.toSVG();
      } finally {
        view.finalize();
      }
    },
  };
}

/** A specification without the marks that nobody sees: they only take the pointer, and nothing drawn has one. */
export function seen(spec: Spec): Spec {
  const of = (name: 'layer' | 'vconcat'): Spec => {
    const parts = spec[name];
    return isList(parts) ? { [name]: parts.filter((part) => !isUnseen(part)).map(seen) } : {};
  };
  return { ...spec, ...of('layer'), ...of('vconcat') };
}

function isUnseen({ mark }: Spec): boolean {
  return typeof mark === 'object' && mark !== null && 'opacity' in mark && mark.opacity === 0;
}

function isList(parts: unknown): parts is readonly Spec[] {
  return Array.isArray(parts);
}

function silent(logger: typeof import('vega').logger): ReturnType<typeof logger> {
  return logger(1);
}

/** Says what is missing and what to do. */
export function missing(error: unknown): OptionError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return new OptionError(
    'report',
    'the optional packages vega, vega-lite and vega-embed',
    code,
    'Install them: npm install vega@6.4 vega-lite@6.4.3 vega-embed@7',
  );
}
