/** A queue that cannot go on: what happened, and what to do. */
export class QueueError extends Error {
  override readonly name = 'QueueError';
}
