/** Milliseconds between two rings: a hundred runs may cross their edge at once. */
const APART = 1000;

/** Rings at most once a second; nothing where there is no bell. */
export function bell(now: () => number, ring: (() => void) | undefined): () => void {
  let rung = Number.NEGATIVE_INFINITY;
  return () => {
    if (ring === undefined || now() - rung < APART) return;
    rung = now();
    ring();
  };
}
