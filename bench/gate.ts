/** Prints a figure beside its limit; a figure that is not below it makes the bench fail. */
export function gate(name: string, figure: number, limit: number, unit: string): void {
  const isHeld = figure < limit;
  if (!isHeld) process.exitCode = 1;
  const shown = `${figure.toFixed(2)} ${unit}`.padStart(12);
  process.stdout.write(`${isHeld ? 'holds ' : 'MISSES'} ${shown}  limit ${limit} ${unit}  ${name}\n`);
}
