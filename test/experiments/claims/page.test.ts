import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { claims } from '../../../experiments/claims/all.js';

const page = readFileSync(new URL('../../../docs/claims.md', import.meta.url), 'utf8');

it.each(claims.map((claim) => [claim.name, claim] as const))(
  'the page of the full ledger says of %s what its code says: sentence, rule, task, arms, controls, effects',
  (name, { sentence, rule, task, arms, controls, metric, effects, tables, curves }) => {
    const from = page.indexOf(`\n## ${name}\n`);
    const section = page.slice(from, page.indexOf('\n## ', from + 1));
    const open = (text: string): string => text.replace(/\.$/, '');
    expect(section).toContain(`> ${sentence}\n`);
    expect(section).toContain(` Rule: ${rule}\n`);
    expect(section).toContain(`Task: ${task}\n`);
    for (const arm of arms) expect(section).toContain(`- \`${arm.name}\`: ${arm.about}\n`);
    expect(section).toContain(`Controls: ${controls.map(open).join('; ')}. Metric: ${open(metric)}.\n`);
    for (const effect of effects) expect(section).toContain(`| ${effect.name} | ${effect.about} | `);
    for (const { title } of [...tables, ...curves]) expect(section).toContain(`\n${title}:\n`);
  },
);
