import type { Source } from './load.js';
import { flagOf, type Word, type WordAxis, type Words } from './words.js';

/**
 * A word as a shell takes it.
 *
 * @example quoted('2*pi') // "'2*pi'"
 */
export function quoted(word: string): string {
  return /^[\w./@+=:,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/**
 * What stands behind `antiphase run` for a source: a name, a file, or the flags that say it without one.
 *
 * @example subjectText({ kind: 'words', env: 'cartPole', agent: 'ppo', knobs: { gravity: 12 }, hyper: {}, updates: 200 })
 * // '--env cartPole --agent ppo --knob gravity=12 --updates 200'
 */
export function subjectText(source: Source): string {
  if (source.kind === 'catalog') return source.name;
  return source.kind === 'file' ? source.path : wordsLine(source);
}

function wordsLine({ env, agent, knobs, hyper, period, updates, axes = {} }: Words): string {
  const flags = [
    `--env ${quoted(env)}`,
    `--agent ${quoted(agent)}`,
    ...Object.entries(knobs).map(([name, word]) => flagText('world', name, word)),
    ...Object.entries(hyper).map(([name, word]) => flagText('agent', name, word)),
    ...(period === undefined ? [] : [`--period ${period}`]),
    ...Object.entries(axes).map(([name, axis]) => `--axis ${quoted(`${name}=${axisText(axis)}`)}`),
    `--updates ${updates}`,
  ];
  return flags.join(' ');
}

function flagText(place: 'world' | 'agent', name: string, word: Word): string {
  const [flag, inside] = flagOf(place, name).split(' ');
  const text = typeof word === 'object' ? word.join(',') : String(word);
  return `${flag} ${quoted(inside === undefined ? text : `${inside}=${text}`)}`;
}

function axisText(axis: WordAxis): string {
  if (!('from' in axis)) return axis.join(',');
  const { from, to, count, scale } = axis;
  return [from, to, ...(count === undefined ? [] : [count]), ...(scale === 'log' ? ['log'] : [])].join(':');
}
