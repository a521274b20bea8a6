import { join } from 'node:path';
import { claimsDocument } from '../../experiments/claims/report/document.js';
import { keptLedger } from '../../experiments/claims/report/kept.js';
import { writtenOut } from '../../experiments/report/report.js';
import { OptionError } from '../../math/check.js';
import { textFlag, type Flags } from './page.js';
import { writeReport } from './report-runs.js';
import { defaultStore } from './store.js';

/** The word that stands for the ledger where a run's id is asked for. */
const CLAIMS = 'claims';

/**
 * Writes the report of the stored ledger: a figure for each claim, its verdict and its rule. Nothing is run.
 *
 * @throws OptionError where no seed is kept, where it is asked for together with runs, or where the optional packages that draw are not installed.
 */
export async function reportClaims(ids: readonly string[], flags: Flags, version: string): Promise<void> {
  if (ids.length > 1) throw new OptionError('report', `${CLAIMS} alone, or ids of runs`, ids.join(' '));
  const folder = join(textFlag(flags, 'store') ?? defaultStore, CLAIMS);
  const kept = keptLedger({ folder, version });
  if (kept.every(({ entry, trouble }) => entry === undefined && trouble === undefined)) {
    const others = kept.reduce((sum, one) => sum + one.others, 0);
    const found = others === 0 ? 'none' : `${others} of another revision or version`;
    throw new OptionError('report claims', `seeds kept in ${folder}`, found, 'Run antiphase claims first.');
  }
  const date = new Date().toISOString().slice(0, 10);
  const written = await writtenOut(claimsDocument(kept, { date, version }));
  await writeReport(written, textFlag(flags, 'out') ?? 'report-claims', flags);
}
