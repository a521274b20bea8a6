import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { Redis } from 'ioredis';
import { onTestFinished } from 'vitest';
import { freshFolder } from '../folder.js';
import { freePort } from './free-port.js';

/** Whether a server can be started here; otherwise tests say why they are skipped. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

/** What stands behind the title of a test that needs one. */
export const skipNote = hasRedis ? '' : ' (skipped: redis-server is not installed; apt-get install redis-server)';

/** A server of this test alone, on a free loopback port, with its data in a folder of its own. */
export interface RedisServer {
  readonly url: string;
  /** A client of it, closed after the test. */
  readonly client: () => Redis;
  /** Kills it and starts it again on what it wrote. */
  readonly restart: () => Promise<void>;
}

/** Starts a server; it is gone after the test. */
export async function redisServer(...settings: readonly string[]): Promise<RedisServer> {
  const folder = freshFolder();
  const port = await freePort();
  const begin = async (): Promise<ChildProcess> => {
    const words = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', ...settings];
    const child = spawn('redis-server', words, { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise<void>((ready, fail) => {
      child.once('exit', () => {
        fail(new Error('redis-server ended'));
      });
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        if (text.includes('Ready to accept connections')) ready();
      });
    });
    return child;
  };
  let child = await begin();
  onTestFinished(() => void child.kill('SIGKILL'));
  const url = `redis://127.0.0.1:${port}`;
  return {
    url,
    client() {
      const redis = new Redis(url);
      onTestFinished(() => redis.disconnect());
      return redis;
    },
    async restart() {
      const over = new Promise((done) => child.once('exit', done));
      child.kill('SIGKILL');
      await over;
      child = await begin();
    },
  };
}
