import { readdirSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { command, folderOf, type Ended } from '../command.js';
import { sameWhenSaved } from './saved.js';

const { path: folder, remove } = folderOf({ 'there.ts': '' });
afterAll(remove);

const antiphase = (...parameters: readonly string[]): Promise<Ended> => command(folder, ...parameters);

describe.concurrent('without a file', () => {
  it('trains, and the file that --save wrote gives the same events', () => sameWhenSaved(antiphase, 'run', [], []));
});

describe.concurrent('a slip in words is one line, and leaves with 2', () => {
  it.each([
    [['run', '--env', 'cart-pol', '--agent', 'ppo'], "Did you mean 'cartPole'?"],
    [['run', '--env', 'cart-pole', '--agent', 'natural-gradent'], "Did you mean 'naturalGradient'?"],
    [['run', '--env', 'cart-pole', '--agent', 'ppo', '--knob', 'gravty=12'], "Did you mean 'gravity'?"],
    [['run', '--env', 'cart-pole', '--agent', 'ppo', '--hyper', 'discont=0.9'], "Did you mean 'discount'?"],
    [['run', '--env', 'cart-pole', '--agent', 'ppo', '--difficulty', 'csin(t)'], "Did you mean 'sin'?"],
    [['run', '--env', 'cart-pole', '--agent', 'ppo', '--difficulty', '1+t'], 'difficulty at update 1: expected a number in [0, 1]'],
    [['run', '--env', 'cart-pole', '--agent', 'ppo', '--hyper', 'squash=no'], '--hyper squash: expected true or false'],
    [['run', '--env', 'cart-pole', '--agent', 'ppo', '--knob', 'gravity'], '--knob: expected name=value'],
    [['run', '--env', 'cart-pole', '--agent', 'ppo', '--learning-rat', '3'], 'Did you mean --learning-rate?'],
    [['run', '--env', 'cart-pole', '--agent', 'ppo', '--save', 'there.ts'], 'a file that is not there yet'],
    [['run', '--env', 'cart-pole', '--agent', 'ppo', '--save', 'a.txt'], '--save: expected a file ending in'],
    [['run', '--env', 'cart-pole'], '--agent: expected an agent beside --env'],
    [['run', 'balance', '--env', 'cart-pole'], "--env: expected none of these flags beside 'balance'"],
    [['sweep', '--env', 'cart-pole', '--agent', 'ppo'], '--axis: expected at least one axis'],
    [['sweep', '--env', 'cart-pole', '--agent', 'ppo', '--axis', 'gaeLamda=0.9'], "Did you mean 'gaeLambda'?"],
    [['sweep', '--env', 'cart-pole', '--agent', 'ppo', '--axis', 'gravity=1:9'], 'sweep.gravity: expected a list for a grid'],
  ])('%j', async (parameters, message) => {
    const { code, stdout, stderr } = await antiphase(...parameters);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^antiphase: .*\n$/);
    expect(stderr).toContain(message);
  });
}); // prettier-ignore

it('a saved text may hold quotes: they end no string of the file', async () => {
  const { code, stderr } = await antiphase('run', '--env', 'cart-pole', '--agent', 'ppo', '--difficulty', "0.1'+t", '--save', 'q.ts'); // prettier-ignore
  expect([code, stderr.split('\n')[0]]).toEqual([2, expect.stringContaining('--difficulty: expected')]);
  expect(readdirSync(folder)).not.toContain('q.ts');
});
