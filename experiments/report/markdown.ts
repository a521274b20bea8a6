import type { Block, ReportDocument } from './document.js';
import type { Table } from './figure.js';

/**
 * A report as Markdown: words, tables, and links to the figures' files.
 *
 * @example markdownOf({ title: 'a', facts: [], sections: [] }) // '# a\n'
 */
export function markdownOf({ title, facts, sections }: ReportDocument): string {
  const parts = [
    `# ${plain(title)}`,
    ...(facts.length === 0 ? [] : [facts.map(plain).join('  \n')]),
    ...sections.flatMap(({ title: heading, level, blocks }) => [
      `${'#'.repeat(level)} ${plain(heading)}`,
      ...blocks.map(blockOf),
    ]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function blockOf(block: Block): string {
  switch (block.kind) {
    case 'text':
      return plain(block.text);
    case 'verdict':
      return block.lines.map((line) => `> ${plain(line)}`).join('\n>\n');
    case 'list':
      return block.items.map((item) => `- ${plain(item)}`).join('\n');
    case 'table':
      return tableOf(block.table);
    case 'code':
      return ['```sh', ...block.lines.map((line) => line.replaceAll('`', '')), '```'].join('\n');
    case 'figure': {
      const { id, title, caption, alternative } = block.figure;
      return `![${plain(alternative)}](${id}.svg)\n\n*${plain(title)}.* ${plain(caption)}`;
    }
  }
}

function tableOf({ caption, columns, rows }: Table): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(plain).join(' | ')} |`;
  return [`${plain(caption)}:`, '', line(columns), line2(columns.length), ...rows.map(line)].join('\n');
}

function line2(count: number): string {
  return `|${' --- |'.repeat(count)}`;
}

/** A text that stays a text: what Markdown or HTML would read is escaped, and it stays on its line. */
function plain(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_[\]|~]/g, '\\$&')
    .replace(/^([#+-]|\d+[.)])(?=\s)/, '\\$1');
}
