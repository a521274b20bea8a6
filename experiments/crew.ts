/** How many workers take trials, changed while they go on. */
export interface Crew {
  /** Workers there are; 0 until a comparison began. */
  readonly most: () => number;
  /** Workers that take trials. */
  readonly size: () => number;
  /** So many take trials from now on: at least one, at most as many as there are. Those at work end theirs first. */
  resize(size: number): void;
  /** Says how many there are: all of them take trials. */
  hire(most: number): void;
  /** Waits for a worker that takes a trial; answers what sets it free. */
  free(): Promise<() => void>;
}

/**
 * A crew that nobody has hired yet.
 *
 * @example crew().most() // 0
 */
export function crew(): Crew {
  let [most, size, busy] = [0, 0, 0];
  const waiting: (() => void)[] = [];
  function admit(): void {
    for (; busy < size && waiting.length > 0; busy++) waiting.shift()?.();
  }
  const release = (): void => {
    busy--;
    admit();
  };
  return {
    most: () => most,
    size: () => size,
    resize(to) {
      size = Math.max(1, Math.min(most, to));
      admit();
    },
    hire(to) {
      [most, size] = [to, to];
      admit();
    },
    async free() {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        admit();
      });
      return release;
    },
  };
}
