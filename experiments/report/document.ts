import type { Figure, Table } from './figure.js';

/** A piece of a report. Its texts are plain: whoever writes them out escapes them. */
export type Block =
  | { readonly kind: 'text'; readonly text: string }
  /** What matters most in its section. */
  | { readonly kind: 'verdict'; readonly decided: boolean; readonly lines: readonly string[] }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | {
      readonly kind: 'table';
      readonly table: Table;
      /** Long: shown when it is asked for. */ readonly folded?: boolean;
    }
  | { readonly kind: 'code'; readonly lines: readonly string[] }
  | { readonly kind: 'figure'; readonly figure: Figure };

/** A part of a report under a heading of its own. */
export interface Section {
  /** Lower-case letters, digits and hyphens, once in a document. */
  readonly id: string;
  readonly title: string;
  readonly level: 2 | 3;
  readonly blocks: readonly Block[];
}

/** A whole report as plain data, from which the page and the Markdown summary are written. */
export interface ReportDocument {
  readonly title: string;
  /** Facts under the title, a line each. */
  readonly facts: readonly string[];
  readonly sections: readonly Section[];
}

/** The figures of a document, in order. */
export function figuresOf({ sections }: ReportDocument): readonly Figure[] {
  return sections.flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === 'figure' ? [block.figure] : [])));
}
