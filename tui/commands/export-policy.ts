import { writePolicy } from '../../experiments/policy-model.js';
import { OptionError } from '../../math/check.js';
import { say, textFlag, type Flags } from './page.js';
import { policyFolder, policyOf } from './policy.js';

/**
 * Writes a stored policy as a TensorFlow.js LayersModel: model.json and weights.bin in a folder.
 *
 * @throws OptionError for several policies at once, a run that is not there, or a policy that is no network.
 */
export async function exportPolicy(runs: readonly string[], flags: Flags): Promise<void> {
  const [run] = runs;
  if (runs.length > 1)
    throw new OptionError('export --policy', 'one run', runs.length, 'Each policy has a folder of its own.');
  if (flags['csv'] === true || flags['parquet'] === true)
    throw new OptionError('export', '--policy, or --csv or --parquet', 'both', 'A policy is no table.');
  const store = textFlag(flags, 'store');
  const { name, update, actor } = await policyOf(run, store === undefined ? {} : { store });
  const network = actor.agent.policyNetwork?.();
  if (network === undefined) throw new OptionError('export --policy', 'an agent whose policy is a network', name);
  const folder = textFlag(flags, 'out') ?? policyFolder(name);
  writePolicy(folder, network);
  await say(process.stdout, [`${folder}: model.json and weights.bin of ${name} after ${update} updates`]);
}
