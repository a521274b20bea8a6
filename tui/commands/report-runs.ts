import { join } from 'node:path';
import { report, type Report } from '../../experiments/report/report.js';
import { pngOf } from '../picture/png.js';
import { outFolder, writeOut } from './out-file.js';
import { jsonDocument, say, textFlag, type Flags } from './page.js';
import { defaultStore, runFolder } from './store.js';

/**
 * Writes the report of stored runs into a folder: `index.html`, which needs nothing beside it, `report.md`, and every figure as SVG, with `--png` as PNG too.
 *
 * @throws OptionError for an id that is not there, or a place that cannot be written, or where the optional packages that draw are not installed; StoreError for a run
 * that cannot be read.
 */
export async function reportRuns(ids: readonly string[], flags: Flags): Promise<void> {
  const store = textFlag(flags, 'store') ?? defaultStore;
  const folders = ids.map((id) => runFolder(store, id));
  const out = textFlag(flags, 'out') ?? (ids.length === 1 ? `report-${ids[0]}` : 'report');
  await writeReport(await report(folders), out, flags);
}

/** Writes a report's files into a folder and says which. */
export async function writeReport(written: Report, out: string, flags: Flags): Promise<void> {
  const { document, page, markdown, figures } = written;
  const files: string[] = [];
  const write = (name: string, content: string | Uint8Array): void => {
    const file = join(out, name);
    writeOut('--out', file, content);
    files.push(file);
  };
  outFolder('--out', out);
  write('index.html', page);
  write('report.md', markdown);
  for (const [id, svg] of figures) {
    write(`${id}.svg`, svg);
    if (flags['png'] === true) write(`${id}.png`, await pngOf(svg));
  }
  if (flags['json'] === true) return say(process.stdout, [jsonDocument({ out, files, report: document })]);
  const [first] = files;
  await say(process.stdout, [
    `${first}: ${figures.size} figures, ${(page.length / 1e6).toFixed(1)} MB, works offline`,
    `${files.length - 1} more files in ${out}: a summary in Markdown and each figure by itself`,
  ]);
}
