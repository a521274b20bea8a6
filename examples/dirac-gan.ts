/** The smallest GAN as two players with rates of their own: the arms set by how much the discriminator leads the generator. */
import { comparison, cycle, diracGan, experiment, fiveArms, twoPlayers } from 'antiphase';

const wave = { wave: 'cosine', period: 20, min: 1.2, max: 3.6 } as const;

export default comparison({
  name: 'Dirac-GAN',
  arms: fiveArms.slice(0, 4),
  rate: 'y.learningRate',
  seeds: 20,
  collapse: { signal: 'score', below: -1, over: 'last half' },
  make: ({ arm, start }) => {
    const still = arm.phase === undefined;
    return experiment({
      learner: twoPlayers({
        game: diracGan({ gradientPenalty: 1 }),
        x: { learningRate: still ? 2.4 : cycle({ ...wave, phase: start }), start: [0.1] },
        y: { learningRate: still ? 2.4 : cycle({ ...wave, phase: start + (arm.phase ?? 0) }), start: [0.1] },
      }),
      updates: 2000,
    });
  },
});
