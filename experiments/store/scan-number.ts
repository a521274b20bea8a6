/** Reads a number of JSON from bytes. */
export interface NumberScanner {
  /** The number that was read last. */
  value: number;
  /** Reads the number that begins at a byte; answers the byte behind it, or −1 where there is none. */
  scan(bytes: Uint8Array, at: number): number;
}

/** Passes over a number of JSON that nobody asked for; answers the byte behind it, or −1 where there is none. */
export function skipNumber(bytes: Uint8Array, start: number): number {
  let at = bytes[start] === 45 ? start + 1 : start;
  const first = bytes[at];
  if (!(first >= 48 && first <= 57)) return -1;
  at++;
  if (first === 48) {
    if (bytes[at] >= 48 && bytes[at] <= 57) return -1;
  } else while (bytes[at] >= 48 && bytes[at] <= 57) at++;
  if (bytes[at] === 46) {
    const dot = at++;
    while (bytes[at] >= 48 && bytes[at] <= 57) at++;
    if (at === dot + 1) return -1;
  }
  if (bytes[at] === 101 || bytes[at] === 69) {
    at++;
    if (bytes[at] === 43 || bytes[at] === 45) at++;
    const digits = at;
    while (bytes[at] >= 48 && bytes[at] <= 57) at++;
    if (at === digits) return -1;
  }
  return at;
}

/** Powers of ten that are exact. */
const tens = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));
const SPLITTER = 134_217_729;
/** Digits that a whole number holds exactly, and those of which two hold the rest. */
const [FIRST, BOTH] = [15, 19];
/** Far more than the error of the last quotient, relative to it. */
const DOUBT = 3.6e-15;

/**
 * The value is the nearest there is, as `JSON.parse` gives it: up to 15 digits by one exact division, up to 19 by a division of two doubles (Dekker 1971)
 * whose rounding is checked; all else goes through a text.
 *
 * @example const numbers = numberScanner(); numbers.scan(new TextEncoder().encode('0.1,'), 0); numbers.value // 0.1
 */
export function numberScanner(): NumberScanner {
  const scanner: NumberScanner = { value: 0, scan };

  function scan(bytes: Uint8Array, start: number): number {
    let at = start;
    let byte = bytes[at];
    const negative = byte === 45;
    if (negative) byte = bytes[++at];
    if (!(byte >= 48 && byte <= 57)) return -1;
    let [first, second, digits, exponent] = [0, 0, 0, 0];
    if (byte === 48) {
      byte = bytes[++at];
      if (byte >= 48 && byte <= 57) return -1;
    } else
      while (byte >= 48 && byte <= 57) {
        if (digits < FIRST) first = first * 10 + (byte - 48);
        else if (digits < BOTH) second = second * 10 + (byte - 48);
        digits++;
        byte = bytes[++at];
      }
    if (byte === 46) {
      byte = bytes[++at];
      if (!(byte >= 48 && byte <= 57)) return -1;
      while (byte >= 48 && byte <= 57) {
        if (digits < FIRST) first = first * 10 + (byte - 48);
        else if (digits < BOTH) second = second * 10 + (byte - 48);
        if (digits > 0 || byte > 48) digits++;
        exponent--;
        byte = bytes[++at];
      }
    }
    if (byte === 101 || byte === 69) {
      byte = bytes[++at];
      const down = byte === 45;
      if (down || byte === 43) byte = bytes[++at];
      if (!(byte >= 48 && byte <= 57)) return -1;
      let power = 0;
      while (byte >= 48 && byte <= 57) {
        if (power < 10_000) power = power * 10 + (byte - 48);
        byte = bytes[++at];
      }
      exponent += down ? -power : power;
    }
    let size = Number.NaN;
    if (digits <= FIRST) {
      if (exponent === 0 || first === 0) size = first;
      else if (exponent < 0 && exponent >= -22) size = first / tens[-exponent];
      else if (exponent > 0 && exponent <= 22) size = first * tens[exponent];
    } else if (digits <= BOTH && exponent < 0 && exponent >= -22)
      size = divided(first, tens[digits - FIRST], second, tens[-exponent]);
    if (Number.isNaN(size)) scanner.value = Number(text(bytes, start, at));
    else scanner.value = negative ? -size : size;
    return at;
  }

  return scanner;
}

function text(bytes: Uint8Array, from: number, to: number): string {
  let out = '';
  for (let i = from; i < to; i++) out += String.fromCharCode(bytes[i]);
  return out;
}

/** The nearest double to (first·shift + second) / divisor; NaN where that is in doubt. */
function divided(first: number, shift: number, second: number, divisor: number): number {
  const product = first * shift;
  const low = productError(first, shift, product) + second;
  const high = product + low;
  const rest = low - (high - product);
  const quotient = high / divisor;
  const back = quotient * divisor;
  const remainder = high - back - productError(quotient, divisor, back) + rest;
  const correction = remainder / divisor;
  const doubt = correction * DOUBT;
  const below = quotient + (correction - doubt);
  return below === quotient + (correction + doubt) ? below : Number.NaN;
}

/** What a product lost by rounding, exactly. */
function productError(a: number, b: number, product: number): number {
  const aBig = a * SPLITTER;
  const aHigh = aBig - (aBig - a);
  const aLow = a - aHigh;
  const bBig = b * SPLITTER;
  const bHigh = bBig - (bBig - b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}
