/** Writes to a stream that may be slow or go away. */
export interface Writer {
  /** Waits until the text was taken; false once the reader is gone. */
  write(text: string): Promise<boolean>;
  /** True once the reader is gone. */
  closed(): boolean;
}

/** A writer with back-pressure; a closed pipe (`| head`) ends quietly. */
export function writer(stdout: NodeJS.WritableStream): Writer {
  let closed = false;
  let waiting: (() => void)[] = [];
  const wake = (): void => {
    for (const resolve of waiting) resolve();
    waiting = [];
  };
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    closed = true;
    wake();
    if (error.code !== 'EPIPE' && error.code !== 'EIO' && error.code !== 'ERR_STREAM_DESTROYED') throw error;
  });
  stdout.on('close', () => {
    closed = true;
    wake();
  });
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
