import type { Block, ReportDocument, Section } from '../../report/document.js';
import type { Table } from '../../report/figure.js';
import { verdictText } from '../judge.js';
import { plain, QUICK_WORDS, seedsText, type LedgerEntry } from '../markdown.js';
import { curveFigures } from './curves.js';
import { forestFigure } from './forest.js';
import type { KeptClaim } from './kept.js';

/** What stands at the head of a report of claims. */
export interface ClaimsFacts {
  /** Day on which it is written. */
  readonly date: string;
  readonly version: string;
}

/** Tables with more rows are shown when they are asked for. */
const LONG = 8;

/** What a store holds of claims, as a report: the ledger, then each claim with its figures, its rule and how it was run. */
export function claimsDocument(kept: readonly KeptClaim[], { date, version }: ClaimsFacts): ReportDocument {
  const machines = [...new Set(kept.flatMap((one) => one.machines))];
  return {
    title: 'Claims about cyclical rates',
    facts: [
      `antiphase ${version} · written ${date}`,
      countsText(kept),
      ...machines.map((machine) => `run on ${machine}`),
    ],
    sections: [
      { id: 'ledger', title: 'The ledger', level: 2, blocks: ledgerBlocks(kept) },
      ...kept.flatMap(claimSections),
      {
        id: 'repeat',
        title: 'How to repeat it',
        level: 2,
        blocks: [{ kind: 'code', lines: [`npm install antiphase@${version}`, 'npx antiphase claims'] }],
      },
    ],
  };
}

function countsText(kept: readonly KeptClaim[]): string {
  const count = (of: (one: KeptClaim) => boolean): number => kept.filter(of).length;
  const full = count(({ entry }) => entry?.result.quick === false);
  const quick = count(({ entry }) => entry?.result.quick === true);
  const parts = [
    [full, 'from full runs'],
    [quick, 'from quick ones'],
    [kept.length - full - quick, 'without a result'],
  ] as const;
  return `${kept.length} claims: ${parts.flatMap(([n, words]) => (n === 0 ? [] : [`${n} ${words}`])).join(', ')}`;
}

function ledgerBlocks(kept: readonly KeptClaim[]): readonly Block[] {
  const rows = kept.map((one) => {
    const { claim, entry } = one;
    if (entry === undefined) return [claim.name, stateText(one), '–', '–', '–'];
    const { result, seconds } = entry;
    return [
      claim.name,
      verdictText(result.verdict),
      seedsText(claim, result),
      result.quick ? 'quick' : 'full',
      seconds.toFixed(1),
    ];
  });
  return [
    {
      kind: 'text',
      text: 'Sentences that can be wrong, each with the control that decides it. Verdicts are computed from intervals over paired seeds by the rule that stands with each; none is written by hand. Where a rule or a size was chosen after a look at some of the seeds, the controls say so.',
    },
    ...(kept.some(({ entry }) => entry?.result.quick === true) ? [{ kind: 'text', text: QUICK_WORDS } as const] : []),
    {
      kind: 'table',
      table: { caption: 'Verdicts', columns: ['claim', 'verdict', 'seeds', 'sizes', 'seconds'], rows },
    },
  ];
}

/** Why a claim has no result. */
function stateText({ claim, trouble, others }: KeptClaim): string {
  if (trouble !== undefined) return `no result: ${trouble}`;
  const left = others === 0 ? '' : `; ${others} of another revision or version are not counted`;
  return `not run: no seed is kept${left} (antiphase claims ${claim.name})`;
}

function claimSections(kept: KeptClaim): readonly Section[] {
  const { claim, entry } = kept;
  const { name, title, sentence, section } = claim;
  const said: Block = { kind: 'text', text: `“${sentence}” (${section})` };
  const head = { id: name, title, level: 2 } as const;
  if (entry === undefined)
    return [{ ...head, blocks: [said, { kind: 'verdict', decided: false, lines: [`${name}: ${stateText(kept)}`] }] }];
  const { result } = entry;
  const decided = !result.quick && result.verdict.word !== 'not enough runs to tell';
  const lines = [
    `${name}: ${verdictText(result.verdict)}`,
    ...(result.quick ? ['Quick: small sizes; the full run decides.'] : []),
  ];
  return [
    { ...head, blocks: [said, { kind: 'verdict', decided, lines }] },
    {
      id: `${name}-measured`,
      title: 'What was measured',
      level: 3,
      blocks: [
        { kind: 'figure', figure: forestFigure(entry) },
        ...curveFigures(entry).map((figure) => ({ kind: 'figure', figure }) as const),
        ...claim.tables.map((table): Block => {
          const shown = tableOf(table, entry);
          return { kind: 'table', table: shown, folded: shown.rows.length > LONG };
        }),
      ],
    },
    { id: `${name}-run`, title: 'How it was judged and run', level: 3, blocks: runBlocks(kept, entry) },
  ];
}

function tableOf({ title, columns, rows }: LedgerEntry['claim']['tables'][number], { result }: LedgerEntry): Table {
  const { means } = result;
  return {
    caption: title,
    columns: ['', ...columns],
    rows: rows.map(({ name, cells }) => [
      name,
      ...cells.map((cell) => (cell in means ? plain(means[cell].value) : '')),
    ]),
  };
}

function runBlocks({ claim, others, days, machines }: KeptClaim, { result, seconds }: LedgerEntry): readonly Block[] {
  const { seeds } = result;
  const facts = [
    claim.computed ? 'Computed, nothing in it is random' : seedList(seeds),
    ...(result.quick ? ['quick sizes'] : []),
    `${seconds.toFixed(1)} s of computing`,
    ...(days.length === 0 ? [] : [days.length === 1 ? days[0] : `${days[0]} to ${days[days.length - 1]}`]),
    ...machines,
    `revision ${claim.revision}`,
  ];
  const left = others === 0 ? '' : ` ${others} kept seeds of another revision or version are not counted.`;
  return [
    { kind: 'text', text: `Rule: ${claim.rule}` },
    { kind: 'text', text: `${result.quick ? 'Task, at the sizes of a full run' : 'Task'}: ${claim.task}` },
    {
      kind: 'table',
      table: {
        caption: 'Arms',
        columns: ['arm', 'what it does'],
        rows: claim.arms.map((arm) => [arm.name, arm.about]),
      },
    },
    { kind: 'text', text: 'Controls:' },
    { kind: 'list', items: claim.controls },
    { kind: 'text', text: `${facts.join(' · ')}.${left}` },
  ];
}

/** Seeds in a few words: runs of neighbours are told by their ends. */
export function seedList(seeds: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const seed of seeds) {
    const last = runs.at(-1);
    if (last !== undefined && seed === last[1] + 1) last[1] = seed;
    else runs.push([seed, seed]);
  }
  const words = runs.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`));
  return `${seeds.length} seeds: ${words.join(', ')}`;
}
