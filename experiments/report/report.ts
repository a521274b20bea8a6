import { figuresOf, type ReportDocument } from './document.js';
import { chartLibraries } from './libraries.js';
import { markdownOf } from './markdown.js';
import { pageOf } from './page.js';
import { readRunData, type RunData } from './read-run.js';
import { renderer } from './render.js';
import { runSections } from './run-sections.js';
import { wholeSweeps } from './whole-sweeps.js';

/** A report written out. */
export interface Report {
  readonly document: ReportDocument;
  /** One page that works offline. */
  readonly page: string;
  readonly markdown: string;
  /** Each figure as SVG text, by its id. */
  readonly figures: ReadonlyMap<string, string>;
}

/**
 * The report of stored runs, by their folders; all shards of one sweep among them are told as one sweep.
 *
 * @throws StoreError for what cannot be read, OptionError where the optional packages that draw are not installed.
 */
export async function report(paths: readonly string[]): Promise<Report> {
  return writtenOut(runsDocument(paths.map(readRunData)));
}

/** What a report of runs says, as plain data; all parts of a sweep that was spread over machines are told as one. */
export function runsDocument(runs: readonly RunData[]): ReportDocument {
  const shown = wholeSweeps(runs);
  const names = [...new Set(runs.map(({ manifest }) => manifest.name))];
  return {
    title: names.join(', '),
    facts: runs.map(({ manifest: { id, mode, engine, package: version, created } }) => {
      const day = created.slice(0, 10);
      return `${id} · ${mode} · begun ${day} · antiphase ${version} · engine ${engine}`;
    }),
    sections: shown.flatMap((run, i) => runSections(run, `run-${i + 1}`, shownName(run, shown))),
  };
}

/** A run's name, with what tells its id from those of runs of the same name. */
function shownName({ manifest: { name, id } }: RunData, all: readonly RunData[]): string {
  const alone = all.filter(({ manifest }) => manifest.name === name).length === 1;
  return alone ? name : `${name} (${id})`;
}

/** A document as page, Markdown and figures. Any document will do: what it shows need not come from a run. */
export async function writtenOut(document: ReportDocument): Promise<Report> {
  const libraries = chartLibraries();
  const { svg } = await renderer();
  const figures = new Map<string, string>();
  for (const { id, spec } of figuresOf(document)) figures.set(id, await svg(spec));
  return {
    document,
    page: pageOf(document, { libraries, drawn: figures }),
    markdown: markdownOf(document),
    figures,
  };
}
