/** What the shell is told. */
export const exitCodes = { failure: 1, usage: 2, collapse: 3, interrupted: 130 } as const;

/**
 * Writes an error as one line to standard error; answers the exit code: 2 for what the user can put right in the call or the file, 1 for everything else.
 *
 * Option errors are told by name: a user's file may hold another copy of the class.
 */
export function reportError(error: unknown, line = error instanceof Error ? error.message : String(error)): number {
  process.stderr.write(`antiphase: ${line.split('\n')[0]}\n`);
  return error instanceof Error && error.name === 'OptionError' ? exitCodes.usage : exitCodes.failure;
}
