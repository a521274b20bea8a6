import { availableParallelism, cpus } from 'node:os';
import { describeEngines } from '../../experiments/catalog.js';

/** Prints what runs here and what is used: engines with the reason, threads, the terminal. */
export async function doctor({ json = false }: { readonly json?: boolean }): Promise<void> {
  const engines = await describeEngines();
  const report = {
    node: process.version,
    processor: cpus()[0]?.model ?? 'unknown',
    workers: availableParallelism(),
    engines,
    terminal: {
      output: process.stdout.isTTY ? 'terminal' : 'pipe or file',
      columns: process.stdout.columns ?? null,
      rows: process.stdout.rows ?? null,
      type: process.env['TERM'] ?? null,
    },
  };
  if (json) {
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    return;
  }
  const { terminal } = report;
  const size = terminal.columns === null ? '' : `, ${terminal.columns}×${terminal.rows}`;
  const lines = [
    `node       ${report.node} on ${report.processor}`,
    `workers    ${report.workers}`,
    ...engines.map(
      ({ name, available, used, why }) =>
        `engine     ${name.padEnd(12)} ${used ? 'used' : available ? 'available' : 'missing'}: ${why}`,
    ),
    `terminal   ${terminal.output}${size}${terminal.type === null ? '' : `, ${terminal.type}`}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
