import type { AlarmEvent, CycleEvent, EndEvent, Patch } from '../../experiments/event.js';
import { degrees, factor, plainNumber, score, signed } from '../words.js';

/** A patch in words. */
export function patchWords({ name, options }: Patch): string {
  const parts = Object.entries(options).map(([member, value]) => {
    if (member === 'release') return 'released';
    if (member === 'shift' && typeof value === 'number') return `phase +${degrees(value)}`;
    const number = typeof value === 'number' ? Number(value.toPrecision(4)) : value;
    return member === 'phase' && typeof value === 'number' ? `phase ${degrees(value)}` : `${member} ${String(number)}`;
  });
  return `${name}: ${parts.join(', ')}`;
}

/** A closed cycle in words. */
export function cycleWords({ cycle, score: mean, lowestMargin, growth, transient }: CycleEvent): string {
  const readings = `lowest margin ${signed(lowestMargin)}  growth ${plainNumber(growth)}  transient ${factor(transient)}`;
  return `cycle ${cycle + 1} closed: ${mean === undefined ? '' : `score ${score(mean)}  `}${readings}`;
}

/** An alarm in words. */
export function alarmWords({ signal, reading, value, update }: AlarmEvent): string {
  const of = signal === reading ? '' : ` of ${signal}`;
  return `${reading}${of} ${shown(reading, value)} at update ${update}`;
}

/** The end of a run in words. */
export function endWords(reason: EndEvent['reason'], collapsed: boolean, lived: number): string {
  return `${reason}${collapsed ? ', collapsed' : ''} after ${lived} updates`;
}

/** A reading's value as its own kind of number. */
function shown(reading: AlarmEvent['reading'], value: number | null): string {
  if (value === null || Number.isNaN(value)) return 'not finite';
  if (reading === 'transient') return factor(value);
  return reading === 'margin' || reading === 'coherence' ? signed(value) : plainNumber(value);
}
