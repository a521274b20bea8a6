import { readFileSync } from 'node:fs';

/** One recorded run of PyTorch; see the file's own `how`. */
export interface PeerRun {
  readonly name: string;
  readonly base_lr: number;
  readonly compare: number;
  readonly lr: readonly number[];
  readonly momentum: readonly number[];
}

const file = new URL('../../peers/schedules.json', import.meta.url);
const recorded = JSON.parse(readFileSync(file, 'utf8')) as {
  cases: readonly PeerRun[];
  rejected: readonly { name: string }[];
};

/** Names of all recorded runs and refused constructions. */
export const peerNames = [...recorded.cases, ...recorded.rejected].map(({ name }) => name);

/** The recorded run of that name. */
export function peer(name: string): PeerRun {
  const run = recorded.cases.find((candidate) => candidate.name === name);
  if (run === undefined) throw new Error(`no recorded run is named ${name}`);
  return run;
}
