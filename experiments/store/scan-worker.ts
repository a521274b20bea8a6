import { workerData, type MessagePort } from 'node:worker_threads';
import { logReader, type LogReaderOptions, type LogStretch } from './log-reader.js';
import { isStoreError, type StoreError } from './store-error.js';

/** What a thread that reads a log is given. */
export interface ScanTask extends Pick<LogReaderOptions, 'file' | 'run' | 'columns' | 'updates'> {
  readonly port: MessagePort;
}

/** What it tells; the last message is 'end' or what the log was refused for. */
export type ScanMessage = LogStretch | 'end' | Pick<StoreError, 'file' | 'problem' | 'advice'>;

/** Reads a log to its end; its numbers go into columns that threads share. */
function work({ port, ...task }: ScanTask): void {
  const tell = (message: ScanMessage): void => port.postMessage(message);
  try {
    const reader = logReader({ ...task, slice: 1 << 22 });
    for (let got = reader.next(); got !== undefined && got !== 'cut'; got = reader.next()) tell(got);
    tell('end');
  } catch (error) {
    if (!isStoreError(error)) throw error;
    const { file, problem, advice } = error;
    tell({ file, problem, advice });
  }
  port.close();
}

work(workerData as ScanTask);
