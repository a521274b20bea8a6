/** Writes to a stream that may be slow or go away. */
export interface Writer {
  /** Waits until the text was taken; false once the reader is gone. */
  write(text: string): Promise<boolean>;
  /** True once the reader is gone. */
  closed(): boolean;
}

/** A writer with back-pressure; a closed pipe (`| head`) ends quietly, and `gone` is called once. */
export function writer(stdout: NodeJS.WritableStream, gone: () => void = () => undefined): Writer {
  let closed = false;
  let waiting: (() => void)[] = [];
  const wake = (): void => {
    for (const resolve of waiting) resolve();
    waiting = [];
  };
  const end = (): void => {
    if (!closed) gone();
    closed = true;
    wake();
  };
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    end();
    if (error.code !== 'EPIPE' && error.code !== 'EIO' && error.code !== 'ERR_STREAM_DESTROYED') throw error;
  });
  stdout.on('close', end);
  stdout.on('drain', wake);
  return {
    async write(text) {
      if (closed) return false;
      if (!stdout.write(text)) await new Promise<void>((resolve) => waiting.push(resolve));
      return !closed;
    },
    closed: () => closed,
  };
}
