import type { Space } from '../../envs/space.js';
import { widthOf } from '../../envs/space.js';
import { random } from '../../math/random.js';
import type { AgentCheckpoint, AgentSpec } from '../agent.js';
import type { AgentProblem } from './problem.js';
import { problem } from './shape.js';
import { agentTrial, type AgentTrial } from './trial.js';

/** Updates that an agent lives here. */
const UPDATES = 3;

/** What updates came to, as text: measurements, then parameters. */
function traceOf(trial: AgentTrial, from: number, to: number): string {
  const told: unknown[] = [];
  for (let update = from; update < to; update++) told.push(trial.prepare(update), trial.learn(update));
  return JSON.stringify([told, [...trial.agent.parameters()]]);
}

/** Actions in their space, signals as named and finite. */
export function checkNumbers(spec: AgentSpec, action: Space): AgentProblem[] {
  const trial = agentTrial(spec, action);
  const seen = new Map<string, number>();
  for (let update = 0; update < UPDATES; update++)
    for (const [name, value] of [...Object.entries(trial.prepare(update)), ...Object.entries(trial.learn(update))])
      if (!seen.has(name) || !Number.isFinite(value)) seen.set(name, value);
  const stray = trial.outside();
  if (stray !== undefined) {
    const wanted = action.kind === 'box' ? 'a finite number' : `one of the choices of the ${action.kind} space`;
    return [problem('actionSpace', `act wrote ${stray}. Write ${wanted} for every row.`)];
  }
  const { signals } = trial.agent;
  const unnamed = [...seen.keys()].filter((name) => !signals.includes(name));
  const unmeasured = signals.filter((name) => !seen.has(name));
  if (unnamed.length > 0)
    return [problem('signals', `${unnamed.join(', ')} was measured but not named. Add it to signals.`)];
  if (unmeasured.length > 0)
    return [
      problem('signals', `${unmeasured.join(', ')} was named but not measured. Answer it from prepare or update.`),
    ];
  const bad = [...seen].find(([, value]) => !Number.isFinite(value));
  if (bad !== undefined)
    return [problem('finite', `${bad[0]} was ${bad[1]}. Answer finite numbers for finite batches.`)];
  if (!trial.agent.parameters().every(Number.isFinite))
    return [problem('finite', 'A parameter is not finite after an update. Look for a division by 0.')];
  return [];
}

/** The same seed, the same bytes; a restored agent goes on as the one that was saved. */
export function checkMemory(spec: AgentSpec, action: Space): AgentProblem[] {
  const whole = traceOf(agentTrial(spec, action), 0, UPDATES);
  if (traceOf(agentTrial(spec, action), 0, UPDATES) !== whole) {
    const advice = "Draw every random number from the context's streams, and keep nothing between agents.";
    return [problem('determinism', `Two agents of one seed did not do the same. ${advice}`)];
  }
  const saved = agentTrial(spec, action);
  traceOf(saved, 0, UPDATES - 1);
  const text = JSON.stringify(saved.agent.checkpoint());
  const resumed = agentTrial(spec, action);
  resumed.agent.restore(JSON.parse(text) as AgentCheckpoint);
  if (traceOf(resumed, UPDATES - 1, UPDATES) === traceOf(saved, UPDATES - 1, UPDATES)) return [];
  const advice = 'Keep parameters, optimizer, running statistics and random streams in the checkpoint, as plain data.';
  return [problem('hiddenState', `An agent restored from its checkpoint went another way. ${advice}`)];
}

/** Acting with a stream that is given, or by the mode, leaves the agent's own stream alone. */
export function checkStream(spec: AgentSpec, action: Space): AgentProblem[] {
  const trial = agentTrial(spec, action);
  traceOf(trial, 0, 1);
  const { agent, observations, rows } = trial;
  const actions = new Float64Array(rows * widthOf(action));
  const before = JSON.stringify(agent.checkpoint());
  const drawn = [1, 1, 2].map((seed) => {
    agent.act(observations, rows, actions, random(seed));
    return actions.join();
  });
  agent.mode?.(observations, rows, actions);
  if (JSON.stringify(agent.checkpoint()) !== before)
    return [
      problem(
        'ownStream',
        'act with a stream of its own changed the agent. Draw from the stream that is given, and keep nothing.',
      ),
    ];
  if (drawn[0] !== drawn[1])
    return [problem('ownStream', 'act drew other actions from the same stream. Draw from the stream that is given.')];
  return [];
}

/** Parameters are copies, and are taken as they are given. */
export function checkParameters(spec: AgentSpec, action: Space): AgentProblem[] {
  const { agent } = agentTrial(spec, action);
  const own = agent.parameters();
  const text = own.join();
  own.fill(7);
  if (agent.parameters().join() !== text)
    return [problem('parameters', 'Writing to what parameters() answered changed the agent. Answer a copy.')];
  agent.setParameters(own);
  if (agent.parameters().join() !== own.join())
    return [problem('parameters', 'setParameters did not take the parameters it was given. Copy all of them.')];
  return [];
}

/** Asking for gradient and curvature changes nothing. */
export function checkLooking(spec: AgentSpec, action: Space): AgentProblem[] {
  const [asked, left] = [agentTrial(spec, action), agentTrial(spec, action)];
  for (let update = 0; update < 2; update++) {
    for (const trial of [asked, left]) trial.prepare(update);
    const { hessian, fisher, gaussNewton, preconditioned } = asked.agent.curvature();
    const direction = new Float64Array(hessian.size).fill(1);
    const image = new Float64Array(hessian.size);
    for (const operator of [hessian, fisher, gaussNewton, preconditioned]) operator?.apply(direction, image);
    asked.agent.gradient(image);
    for (const trial of [asked, left]) trial.learn(update);
  }
  if (asked.agent.parameters().join() === left.agent.parameters().join()) return [];
  const advice = 'Probes look at every batch: work on arrays of their own.';
  return [problem('looking', `Asking for gradient and curvature changed the update that follows. ${advice}`)];
}
