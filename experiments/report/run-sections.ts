import { numberWord } from '../verdict-words.js';
import type { Block, Section } from './document.js';
import type { Figure, Table } from './figure.js';
import { foldedFigure } from './figures/folded.js';
import { phaseCurveFigure } from './figures/phase-curve.js';
import { ratesFigure } from './figures/rates.js';
import { readingsFigure } from './figures/readings.js';
import { returnsFigure } from './figures/returns.js';
import { stabilityMapFigure } from './figures/stability-map.js';
import { survivalFigure } from './figures/survival.js';
import { wavesFigure } from './figures/waves.js';
import type { PassData } from './pass-data.js';
import type { RunData } from './read-run.js';
import { manifestTable, repeatCommands } from './repeat.js';
import { armTable, differenceTable, orderTable, readingTable, seedTable } from './tables.js';

/** The sections of one stored run; `key` tells its ids from those of other runs in the document, `name` its headings. */
export function runSections(run: RunData, key: string, name = run.manifest.name): readonly Section[] {
  const { manifest, passes } = run;
  const several = passes.length > 1;
  const over = several ? overview(run, key) : [];
  return [
    ...(over.length === 0
      ? []
      : [{ id: `${key}-summary`, title: `${name}: ${together(passes)}`, level: 2, blocks: over } as const]),
    ...passes.flatMap((data, i) =>
      passSections(data, several ? `${key}-${i + 1}` : key, several, headed(data.plan.title, manifest.name, name)),
    ),
    {
      id: `${key}-repeat`,
      title: `${name}: how to repeat it`,
      level: 2,
      blocks: repeatBlocks({ manifest, passes }),
    },
  ];
}

/** A pass's title with its run called as the document calls it: two runs of one name must not have one heading. */
function headed(title: string, name: string, shown: string): string {
  return title.startsWith(name) ? `${shown}${title.slice(name.length)}` : title;
}

function together(passes: readonly PassData[]): string {
  return rounds(passes) ? 'all rounds together' : 'all mean rates together';
}

/** Whether the passes are rounds of halving, of which the last one has the last word. */
function rounds(passes: readonly PassData[]): boolean {
  return passes.every(({ plan }, i) => plan.title.endsWith(` · round ${i + 1}`));
}

/** What several comparisons say together. */
function overview({ passes, summary }: RunData, key: string): readonly Block[] {
  const last = rounds(passes) ? passes.at(-1)?.verdict : undefined;
  const decided = passes.every(({ verdict }) => verdict?.decided === true);
  const words = summary?.words ?? last?.words;
  return [
    ...(words === undefined ? [] : [{ kind: 'verdict', decided, lines: words } as const]),
    ...figures(key, [ratesFigure(passes), stabilityMapFigure(passes)]),
  ];
}

function passSections(data: PassData, key: string, several: boolean, title: string): readonly Section[] {
  const { plan, verdict } = data;
  const differences = verdict === undefined ? undefined : differenceTable(verdict, plan.score);
  const order = verdict === undefined ? undefined : orderTable(verdict);
  return [
    {
      id: key,
      title,
      level: 2,
      blocks: [
        verdictBlock(data),
        ...(plan.notes.length === 0 ? [] : [{ kind: 'list', items: plan.notes } as const]),
        ...(verdict === undefined ? [] : [table(armTable(verdict, plan.score)), table(readingTable(verdict))]),
        ...(differences === undefined ? [] : [table(differences)]),
        ...(order === undefined ? [] : [table(order)]),
      ],
    },
    {
      id: `${key}-before`,
      title: 'What was run',
      level: 3,
      blocks: [
        { kind: 'text', text: planWords(data) },
        ...figures(key, [wavesFigure(data), several ? undefined : stabilityMapFigure([data])]),
      ],
    },
    {
      id: `${key}-after`,
      title: 'What happened',
      level: 3,
      blocks: [
        ...figures(key, [
          returnsFigure(data),
          survivalFigure(data),
          phaseCurveFigure(data),
          readingsFigure(data),
          foldedFigure(data),
        ]),
        ...missing(data),
        table(seedTable(data), true),
      ],
    },
  ];
}

function verdictBlock({ verdict, plan, trials }: PassData): Block {
  if (verdict !== undefined) return { kind: 'verdict', decided: verdict.decided, lines: verdict.words };
  const all = plan.arms.length * plan.seeds.kept.length;
  const ended = trials.filter(({ result }) => result.reason !== 'stopped' && result.reason !== 'failed').length;
  return {
    kind: 'verdict',
    decided: false,
    lines: [
      `Unfinished: ${ended} of ${all} runs have come to their end, and no verdict is given. antiphase resume goes on with it.`,
    ],
  };
}

/** The plan in words: seeds, updates, the collapse rule, the curvature it was predicted with. */
function planWords({ plan }: PassData): string {
  const { seeds, collapse, sharpness } = plan;
  const dropped =
    seeds.dropped.length === 0
      ? ''
      : ` ${seeds.dropped.length} more seeds (${seeds.dropped.join(', ')}) were dropped by the warm start’s own rule, before any arm was run.`;
  const rule =
    collapse === undefined
      ? 'No collapse rule was given: only runs that diverged count.'
      : `A run counts as collapsed when it diverges or its mean ${collapse.signal} over the ${collapse.over} lies below ${numberWord(collapse.below)}; the rule was written down before anything ran.`;
  const curvature =
    sharpness === undefined
      ? 'The curvature at the start was not measured: nothing was predicted.'
      : `Curvature at the warm policies: median ${short(sharpness.value)}, 10–90 % ${short(sharpness.low)} to ${short(sharpness.high)}.`;
  return `${plan.arms.length} arms × ${seeds.kept.length} seeds × ${plan.updates} updates, the same seeds, starts and random numbers in every arm.${dropped} ${rule} ${curvature}`;
}

/** What cannot be shown, and why. */
function missing(data: PassData): readonly Block[] {
  const words = [
    ...(survivalFigure(data) === undefined && data.trials.length > 0
      ? ['No run collapsed: there is no survival curve.']
      : []),
    ...(readingsFigure(data) === undefined
      ? ['No reading of stability was measured: add stabilityProbe() to the hooks.']
      : []),
    ...(data.plan.period === undefined
      ? ['Nothing oscillates with a whole period: there are no cycles to lay over one another.']
      : []),
  ];
  return words.length === 0 ? [] : [{ kind: 'list', items: words }];
}

function repeatBlocks({ manifest, passes }: RunData): readonly Block[] {
  const commands = repeatCommands(manifest);
  const file =
    manifest.experiment === undefined ? '' : ' with the experiment’s file beside it (a copy lies in the run’s folder)';
  return [
    ...(commands === undefined
      ? [
          {
            kind: 'text',
            text: 'The experiment existed only in memory: it is repeated by the program that made it.',
          } as const,
        ]
      : [
          {
            kind: 'text',
            text: `In an empty folder${file}; the same engine gives the same numbers, bit for bit.`,
          } as const,
          { kind: 'code', lines: commands } as const,
        ]),
    table(manifestTable(manifest, passes[0]?.plan.manifest ?? {})),
  ];
}

/** The figures that there are, under ids of their own. */
function figures(key: string, all: readonly (Figure | undefined)[]): readonly Block[] {
  return all.flatMap((figure): Block[] =>
    figure === undefined ? [] : [{ kind: 'figure', figure: { ...figure, id: `${key}-${figure.id}` } }],
  );
}

function table(of: Table, folded = false): Block {
  return { kind: 'table', table: of, ...(folded ? { folded } : {}) };
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
