import { createHash } from 'node:crypto';
import { figuresOf, type Block, type ReportDocument, type Section } from './document.js';
import type { Figure, Table } from './figure.js';
import type { Library } from './libraries.js';
import { pageScript, pageStyle } from './page-style.js';

/** What a page is made of beside its document. */
export interface PageParts {
  readonly libraries: readonly Library[];
  /** The drawn figures, by id: what is seen before a script has run, where none may, and in print. */
  readonly drawn: ReadonlyMap<string, string>;
}

/**
 * A report as one page that needs nothing else: no network, no folder beside it. Its policy lets run the scripts written into it and no others, and lets
 * nothing be loaded.
 */
export function pageOf(report: ReportDocument, { libraries, drawn }: PageParts): string {
  const scripts = [...libraries.map(({ script }) => script), pageScript].map(closed);
  const specs = Object.fromEntries(figuresOf(report).map(({ id, spec }) => [chartId(id), spec]));
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy(scripts)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="generator" content="antiphase">',
    `<title>${escaped(report.title)}</title>`,
    '<link rel="icon" href="data:,">',
    `<style>${pageStyle}</style>`,
    ...libraries.map(
      ({ name, version, licence }) => `<!-- ${name} ${version}\n${licence.replaceAll('--', '- -')}\n-->`,
    ),
    '</head>',
    '<body>',
    '<a class="skip" href="#content">Skip to the content</a>',
    '<div class="page">',
    `<header><h1>${escaped(report.title)}</h1>${report.facts.map((fact) => `<p>${escaped(fact)}</p>`).join('')}</header>`,
    contents(report.sections),
    '<main id="content" tabindex="-1">',
    ...report.sections.map((section) => sectionOf(section, drawn)),
    '</main>',
    '<footer><p>Made with antiphase. This page holds all it shows, and loads nothing.</p></footer>',
    '</div>',
    `<script type="application/json" id="specifications">${jsonInScript(specs)}</script>`,
    ...scripts.map((script) => `<script>${script}</script>`),
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** A text as HTML shows it, in an element or a quoted attribute. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

function policy(scripts: readonly string[]): string {
  const hashes = scripts.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  const rules = [
    "default-src 'none'",
    `script-src ${hashes.join(' ')}`,
    "style-src 'unsafe-inline'",
    'img-src data: blob:',
  ];
  return [...rules, "base-uri 'none'", "form-action 'none'"].join('; ');
}

/** JSON in which nothing can end the script element that it stands in. */
function jsonInScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

/** A script in which nothing can end its element; in its strings, the only place where this can stand, it means the same. */
function closed(script: string): string {
  return script.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
}

function contents(sections: readonly Section[]): string {
  const items = sections.map(
    ({ id, title, level }) =>
      `<li class="${level === 2 ? 'top' : 'sub'}"><a href="#${escaped(id)}">${escaped(title)}</a></li>`,
  );
  return `<nav aria-label="Contents"><h2>Contents</h2><ul>${items.join('')}</ul></nav>`;
}

function sectionOf({ id, title, level, blocks }: Section, drawn: ReadonlyMap<string, string>): string {
  const heading = `<h${level} id="${escaped(id)}">${escaped(title)}</h${level}>`;
  return `<section aria-labelledby="${escaped(id)}">${heading}\n${blocks.map((block) => blockOf(block, drawn)).join('\n')}\n</section>`;
}

function blockOf(block: Block, drawn: ReadonlyMap<string, string>): string {
  switch (block.kind) {
    case 'text':
      return `<p>${escaped(block.text)}</p>`;
    case 'verdict':
      return `<div class="verdict${block.decided ? '' : ' open'}">${block.lines.map((line) => `<p>${escaped(line)}</p>`).join('')}</div>`;
    case 'list':
      return `<ul class="notes">${block.items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`;
    case 'table':
      return block.folded === true ? foldedTable(block.table, block.table.caption) : tableOf(block.table);
    case 'code':
      return `<pre tabindex="0"><code>${block.lines.map(escaped).join('\n')}</code></pre>`;
    case 'figure':
      return figureOf(block.figure, drawn.get(block.figure.id) ?? '');
  }
}

function figureOf({ id, title, caption, alternative, numbers }: Figure, drawn: string): string {
  const safe = escaped(id);
  return [
    `<figure id="${safe}" tabindex="0" aria-labelledby="${safe}-title" aria-describedby="${safe}-words">`,
    `<h4 id="${safe}-title">${escaped(title)}</h4>`,
    `<div class="chart" id="${chartId(safe)}" role="img" aria-label="${escaped(alternative)}">${drawn}</div>`,
    `<figcaption>${escaped(caption)}<span class="unseen" id="${safe}-words">${escaped(alternative)}</span></figcaption>`,
    numbers === undefined ? '' : foldedTable(numbers, 'The numbers'),
    '</figure>',
  ].join('\n');
}

function chartId(id: string): string {
  return `chart-${id}`;
}

function foldedTable(table: Table, summary: string): string {
  return `<details><summary>${escaped(summary)}</summary>${tableOf(table)}</details>`;
}

function tableOf({ caption, columns, rows }: Table): string {
  const head = columns.map((column) => `<th scope="col">${escaped(column)}</th>`).join('');
  const body = rows.map(
    ([first, ...rest]) =>
      `<tr><th scope="row">${escaped(first)}</th>${rest.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`,
  );
  return `<div class="scroll" tabindex="0" role="group" aria-label="${escaped(caption)}"><table><caption><span>${escaped(caption)}</span></caption><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
}
