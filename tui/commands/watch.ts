import { playFrames } from '../../experiments/episodes.js';
import { streams } from '../../math/random.js';
import { frameWords, player } from '../player.js';
import { numberFlag, say } from './page.js';
import { knobsOf, knobWords, policyOf, type PolicyFlags } from './policy.js';

/** Flags of the command. */
export interface WatchFlags extends PolicyFlags {
  readonly speed?: string;
}

/**
 * Plays a stored policy: on a terminal until `q`, in a pipe the frames of one episode.
 *
 * @throws OptionError naming the run or the flag.
 */
export async function watch(run: string, flags: WatchFlags): Promise<void> {
  const numbers = { speed: flags.speed, seed: flags.seed };
  const speed = numberFlag(numbers, 'speed', { above: 0, max: 1000 }) ?? 20;
  const seed = numberFlag(numbers, 'seed', { integer: true, min: 0 }) ?? 0;
  const knobs = knobsOf(flags.knob);
  const { name, update, actor } = await policyOf(run, flags);
  const frames = playFrames(actor, {
    streams: streams(seed).under('evaluation'),
    settings: knobs,
    deterministic: flags.deterministic === true,
  });
  const title = `${actor.env.definition.id}${knobWords(knobs)}  ${name} after ${update} updates`;
  if (process.stdout.isTTY && process.stdin.isTTY) return player(frames, { title, speed });
  const lines = [title];
  for (const frame of frames) {
    lines.push('', frameWords(frame), ...frame.lines);
    if (frame.ended !== undefined) break;
  }
  await say(process.stdout, lines);
}
