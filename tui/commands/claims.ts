import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { claims as bundled } from '../../experiments/claims/all.js';
import type { Claim } from '../../experiments/claims/claim.js';
import { ledger } from '../../experiments/claims/ledger.js';
import { ledgerPage, type LedgerEntry } from '../../experiments/claims/markdown.js';
import { onDisk } from '../../experiments/store/store-error.js';
import { defaultWorkers } from '../../experiments/workers.js';
import { nearest, OptionError } from '../../math/check.js';
import { entryLines, quickLines } from './claims-lines.js';
import type { Progress } from './claims-progress.js';
import { chartGlyphs } from '../charts/fallback.js';
import { exitCodes } from './errors.js';
import { writer } from '../reporters/writer.js';
import { jsonDocument, numberFlag, textFlag, type Flags } from './page.js';
import { defaultStore } from './store.js';

/**
 * Tests claims of the chapter and prints the ledger: each effect with its interval, and the verdict that follows from them.
 *
 * @throws OptionError for a claim that is not there, with all names, or an unusable flag.
 */
export async function testClaims(names: readonly string[], flags: Flags, version: string): Promise<void> {
  const chosen = names.length === 0 ? bundled : names.map(claimNamed);
  const quick = flags['quick'] === true;
  const seeds = numberFlag(flags, 'seeds', { integer: true, min: 1 });
  const workers = numberFlag(flags, 'workers', { integer: true, min: 1 }) ?? defaultWorkers();
  const folder = join(textFlag(flags, 'store') ?? defaultStore, 'claims');
  const json = flags['json'] === true;
  const machineText = textFlag(flags, 'machine') ?? machine();
  const abort = new AbortController();
  const interrupted = (): void => abort.abort();
  process.on('SIGINT', interrupted);
  const entries: LedgerEntry[] = [];
  const page = writer(process.stdout);
  const columns = process.stdout.isTTY ? process.stdout.columns : undefined;
  const live = await watched(chosen);
  const failed: { readonly name: string; readonly message: string }[] = [];
  try {
    const events = ledger({
      claims: chosen,
      quick,
      workers,
      fresh: flags['fresh'] === true,
      signal: abort.signal,
      store: { folder, version, machine: machineText },
      ...(seeds === undefined ? {} : { seeds }),
    });
    for await (const event of events) {
      if (event.type === 'seed') live?.seed(event);
      else if (event.type === 'claim') {
        live?.told(event.claim.name);
        entries.push(event);
        if (!json) await page.write(`${entryLines(event, columns).join('\n')}\n`);
      } else {
        live?.told(event.name);
        failed.push({ name: event.name, message: event.message });
        process.stderr.write(`antiphase: ${event.name}: ${event.message}\n`);
      }
    }
  } finally {
    live?.close();
    process.off('SIGINT', interrupted);
  }
  if (json) await page.write(`${jsonDocument({ version, quick, claims: entries.map(entryDocument), failed })}\n`);
  else if (quick && entries.length > 0) await page.write(`${quickLines(columns).join('\n')}\n`);
  const markdown = textFlag(flags, 'markdown');
  if (markdown !== undefined && !abort.signal.aborted) {
    const facts = {
      date: new Date().toISOString().slice(0, 10),
      version,
      machine: machineText,
      quick,
    };
    onDisk(markdown, () => writeFileSync(markdown, ledgerPage(entries, facts)), '--markdown');
  }
  if (abort.signal.aborted) {
    process.stderr.write('antiphase: stopped; finished seeds are kept, the same command goes on from them\n');
    process.exitCode = exitCodes.interrupted;
  } else if (failed.length > 0) process.exitCode = exitCodes.failure;
}

/** What a person sees meanwhile, on a terminal; nothing elsewhere. */
async function watched(claims: readonly Claim[]): Promise<Progress | undefined> {
  if (!process.stderr.isTTY) return undefined;
  const { progress } = await import('./claims-progress.js');
  return progress(process.stderr, {
    names: claims.map(({ name }) => name),
    now: () => performance.now() / 1000,
    ascii: chartGlyphs(process.env) === 'ascii',
  });
}

/** The claim of a name; all names are told for another one. */
function claimNamed(name: string): Claim {
  const found = bundled.find((claim) => claim.name === name);
  if (found !== undefined) return found;
  const names = bundled.map((claim) => claim.name);
  const near = nearest(name, names);
  throw new OptionError(
    'claim',
    `one of ${names.join(', ')}`,
    name,
    near === undefined ? undefined : `Did you mean '${near}'?`,
  );
}

function entryDocument({ claim, result, seconds }: LedgerEntry): object {
  const { title, sentence, section, metric, rule, revision } = claim;
  return { ...result, computed: claim.computed, title, sentence, section, metric, rule, revision, seconds };
}

/** What this machine is, for the page. */
function machine(): string {
  const all = cpus();
  return `${all[0]?.model.trim() ?? 'unknown processor'} with ${all.length} cores, Node ${process.version}`;
}
