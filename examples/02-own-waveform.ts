/** A waveform of your own is a function of phase; there is nothing to register. */
import { balance, cycle, experiment, invert, reinforce, stabilityProbe, type Waveform } from 'antiphase';

/** Two quick breaths, then a long rest. */
const heartbeat: Waveform = (phase) => {
  const breath = Math.sin((phase / 0.2) * Math.PI);
  return phase < 0.4 ? breath * breath : 0;
};

export default experiment({
  name: 'heartbeat',
  env: balance({ rewardScale: cycle({ wave: heartbeat, period: 40, min: 0.4, max: 1.6 }) }),
  // Not half-wave symmetric: the low rate meets the high difficulty by turning the wave upside down, not by shifting it.
  agent: reinforce({
    learningRate: cycle({ wave: invert(heartbeat), period: 40, min: 2, max: 10 }),
    advantageScale: 1 / 5,
  }),
  warmStart: { updates: 80, learningRate: 0.4, momentum: 0.9 },
  updates: 120,
  hooks: [stabilityProbe()],
});
