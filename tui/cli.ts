#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { CommanderError } from 'commander';
import { program } from './cli/program.js';
import { exitCodes, reportError } from './commands/errors.js';

// React picks its build when it is first imported.
process.env['NODE_ENV'] ??= 'production';

/** Version of the running package. */
function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}

try {
  await program(version()).parseAsync(process.argv);
} catch (error) {
  // Commander has printed its own line.
  process.exitCode =
    error instanceof CommanderError ? (error.exitCode === 0 ? 0 : exitCodes.usage) : reportError(error);
}
