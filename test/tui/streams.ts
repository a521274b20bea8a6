import { PassThrough, Writable } from 'node:stream';

/** A stream that keeps what is written and says it is no terminal. */
export function sink(): { stdout: NodeJS.WriteStream; text: () => string } {
  let kept = '';
  const stdout = new Writable({
    highWaterMark: 64,
    write(chunk: Buffer, _, done) {
      kept += chunk.toString();
      setImmediate(done);
    },
  });
  return { stdout: stdout as unknown as NodeJS.WriteStream, text: () => kept };
}

/** A standard input on which nobody types. */
export function nobody(): NodeJS.ReadStream {
  return new PassThrough() as unknown as NodeJS.ReadStream;
}
