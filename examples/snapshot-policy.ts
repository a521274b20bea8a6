/** An ensemble of policies: snapshots of the flagship behind the troughs of its rate, played together and alone, in the still world. */
import { atTrough, balance, cycle, ensemblePolicy, evaluate, experiment, reinforce, run, snapshots } from 'antiphase';

const learningRate = cycle({ wave: 'cosine', period: 40, min: 0.1, max: 0.9 });
const kept = snapshots({ when: atTrough(learningRate), keep: 3 });
const trial = experiment({
  name: 'snapshots of a policy',
  env: balance(),
  agent: reinforce({ learningRate, advantageScale: 1 / 5 }),
  updates: 240,
  hooks: [kept.hook],
});

for (const event of run(trial, { seed: 4 }))
  if (event.type === 'end') console.log(`${event.reason} after ${event.update} updates`);
const members = kept.taken();
for (const { update, parameters } of members) {
  const alone = evaluate(ensemblePolicy(trial.learner, [parameters]), { deterministic: true });
  console.log(`behind update ${update}`, alone.return.value.toFixed(3));
}
const all = members.map(({ parameters }) => parameters);
const together = evaluate(ensemblePolicy(trial.learner, all), { deterministic: true });
console.log('together', together.return.value.toFixed(3));

export default trial;
