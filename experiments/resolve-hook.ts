import type { InitializeHook, ResolveFnOutput, ResolveHook } from 'node:module';

/** The running package, under whose name files outside any project find it. */
let packageUrl = '';

/** Takes the address of the running package's package.json. */
export const initialize: InitializeHook<{ readonly packageUrl: string }> = (data) => {
  packageUrl = data.packageUrl;
};

/** Resolves bare `antiphase` and `antiphase/*` to the running package where the importing folder has none. */
export const resolve: ResolveHook = async (specifier, context, next) => {
  if (specifier !== 'antiphase' && !specifier.startsWith('antiphase/')) return asModule(await next(specifier, context));
  try {
    return await next(specifier, context);
  } catch {
    // A package may import itself by name: the running one is asked as if from its own folder.
    return next(specifier, { ...context, parentURL: packageUrl });
  }
};

/** A user's TypeScript is a module in any folder: without a package.json it would count as CommonJS, which cannot import this package. */
function asModule(resolved: ResolveFnOutput): ResolveFnOutput {
  const { pathname } = new URL(resolved.url);
  return /\.tsx?$/.test(pathname) && !pathname.includes('/node_modules/')
    ? { ...resolved, format: 'module' }
    : resolved;
}
