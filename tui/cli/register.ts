import type { Command } from 'commander';

/** Adds a command to the command line: its name, its flags, and what is loaded when it is called. `version` is that of the package. */
export type Register = (antiphase: Command, version: string) => void;

/** Gathers the values of a flag that may be given again. */
export const again = (given: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  given,
];
