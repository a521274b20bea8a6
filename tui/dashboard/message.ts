/** A short message that goes by itself. */
export interface Message {
  readonly say: (text: string) => void;
  readonly text: () => string;
  readonly clear: () => void;
  /** Clears it when it stood long enough; true when it did. */
  readonly expire: () => boolean;
}

/** Milliseconds that a message stays. */
const STAY = 4000;

/** A place for one message; a newer one takes it over. */
export function messages(now: () => number): Message {
  let [text, said] = ['', 0];
  return {
    say(next) {
      [text, said] = [next, now()];
    },
    text: () => text,
    clear: () => (text = ''),
    expire() {
      if (text === '' || now() - said <= STAY) return false;
      text = '';
      return true;
    },
  };
}
