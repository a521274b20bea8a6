/** How many workers take trials, changed while they go on. */
export interface Crew {
  /** Workers there may be; 0 until a comparison began. */
  readonly most: () => number;
  /** Workers that take trials. */
  readonly size: () => number;
  /** So many take trials from now on: at least one, at most as many as there may be. Those at work end theirs first. */
  resize(size: number): void;
  /** Says how many there may be, and how many of them take trials at first: all, unless said otherwise. */
  hire(most: number, size?: number): void;
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
    hire(to, first = to) {
      [most, size] = [to, first];
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
