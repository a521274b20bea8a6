import type { Job } from './job.js';
import { quoted } from './words-line.js';
import { draftOf, isFormula, scheduleOf, type Draft, type Setting, type Settings } from './words-subject.js';
import { hyperKind, type WordAxis, type Words } from './words.js';

/** What a job changes of an experiment, beside its source. */
export type JobChanges = Pick<
  Job,
  'mode' | 'seeds' | 'firstSeed' | 'phases' | 'equal' | 'sampler' | 'points' | 'shard'
>;

/**
 * The experiment file that says the same as words: it gives the same events. Its first line has the command that runs it.
 *
 * @throws OptionError for words that cannot be used.
 */
export function wordsFile(words: Words, job: JobChanges, file: string): string {
  const draft = draftOf(words);
  const [kept, head] = draft.axes === undefined ? [{}, flagsOf(job)] : [settingsOf(job), shardOf(job)];
  const body =
    draft.axes === undefined
      ? `export default ${comparedText(experimentText(draft, words.updates, ''), job)};\n`
      : sweepText(draft, words.axes ?? {}, words.updates, kept);
  const names = [draft.world, draft.agent, 'experiment', 'stabilityProbe'];
  for (const maker of ['formula', 'comparison', 'linspace', 'logspace', 'phaseCurve', 'shift', 'sweep'])
    if (new RegExp(`\\b${maker}\\(`).test(body)) names.push(maker);
  return [
    `/** ${['antiphase', job.mode, quoted(file), ...head].join(' ')} */`,
    `import { ${names.sort().join(', ')} } from 'antiphase';`,
    '',
    body,
  ].join('\n');
}

/** An experiment, or the comparison that the flags of compare make of it. */
function comparedText(made: string, { phases, equal }: JobChanges): string {
  if (phases === undefined && equal === undefined) return made;
  return [
    'comparison({',
    `  experiment: ${made.replaceAll('\n', '\n  ')},`,
    ...(phases === undefined ? [] : [`  arms: phaseCurve(${phases}),`]),
    ...(equal === undefined ? [] : [`  equal: ${literal(equal)},`]),
    '})',
  ].join('\n');
}

function flagsOf({ seeds, firstSeed }: JobChanges): readonly string[] {
  return [
    ...(seeds === undefined ? [] : [`--seeds ${seeds}`]),
    ...(firstSeed === undefined ? [] : [`--seed ${firstSeed}`]),
  ];
}

function shardOf({ shard }: JobChanges): readonly string[] {
  return shard === undefined ? [] : [`--shard ${shard.index}/${shard.count}`];
}

function settingsOf({ seeds, firstSeed, sampler, points }: JobChanges): object {
  return {
    ...(seeds === undefined ? {} : { seeds }),
    ...(firstSeed === undefined ? {} : { firstSeed }),
    ...(sampler === undefined ? {} : { sampler }),
    ...(points === undefined ? {} : { points }),
  };
}

/** Schedules of a sweep by name: they are made once, above it. No knob is called like an option of an agent. */
type Above = Map<string, string>;

function sweepText(draft: Draft, axes: NonNullable<Words['axes']>, updates: number, kept: object): string {
  const above: Above = new Map();
  const made = experimentText(draft, updates, '  ', above);
  const consts = Array.from(above, ([name, text]) => `const ${name} = ${text};\n`);
  const point = `{ ${Object.keys(axes).join(', ')} }`;
  const axesText = Object.entries(axes).map(([name, axis]) => `${name}: ${axisText(axis)}`);
  const trial = made.includes('start') ? ', { start }' : '';
  return [
    consts.length === 0 ? '' : `${consts.join('')}\n`,
    'export default sweep(\n',
    `  { ${axesText.join(', ')} },\n`,
    `  (${point}${trial}) => ${made},\n`,
    Object.keys(kept).length === 0 ? '' : `  ${literal(kept)},\n`,
    ');\n',
  ].join('');
}

function experimentText(draft: Draft, updates: number, indent: string, above?: Above): string {
  const line = (text: string): string => `${indent}  ${text},\n`;
  return [
    'experiment({\n',
    line(`env: ${draft.world}(${membersText(draft, 'world', draft.knobs, above)})`),
    line(`agent: ${draft.agent}(${membersText(draft, 'agent', draft.hyper, above)})`),
    line(`updates: ${updates}`),
    line('hooks: [stabilityProbe()]'),
    `${indent}})`,
  ].join('');
}

function membersText(
  { places, axes }: Draft,
  place: 'world' | 'agent',
  settings: Settings,
  above: Above | undefined,
): string {
  const phase = places['phase'] === 'phase';
  const written = Object.entries(settings).map(([name, setting]) => {
    const text = settingText(setting);
    if (above === undefined || !isFormula(setting)) return `${name}: ${text}`;
    above.set(name, text);
    if (scheduleOf(setting).period === undefined) return name;
    return `${name}: shift(${name}, ${name === 'learningRate' && phase ? 'start + phase' : 'start'})`;
  });
  const varied = Object.keys(axes ?? {})
    .filter((name) => places[name] === place)
    .map((name) => (place === 'agent' && hyperKind(name) === 'widths' ? `${name}: [${name}]` : name));
  const members = [...written, ...varied];
  return members.length === 0 ? '' : `{ ${members.join(', ')} }`;
}

function settingText(setting: Setting): string {
  if (isFormula(setting)) {
    const options = Object.keys(setting.options).length === 0 ? '' : `, ${literal(setting.options)}`;
    return `formula(${literal(setting.text)}${options})`;
  }
  return literal(typeof setting === 'object' && 'choice' in setting ? setting.choice : setting);
}

function axisText(axis: WordAxis): string {
  if (!('from' in axis) || axis.count === undefined) return literal(axis);
  return `${axis.scale === 'log' ? 'logspace' : 'linspace'}(${axis.from}, ${axis.to}, ${axis.count})`;
}

/** Plain data as one writes it. */
function literal(value: unknown): string {
  if (typeof value === 'string') return `'${value.replace(/[\\']/g, '\\$&').replace(/\n/g, '\\n')}'`;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .map(([name, member]) => `${name}: ${literal(member)}`)
      .join(', ')} }`;
  return String(value);
}
