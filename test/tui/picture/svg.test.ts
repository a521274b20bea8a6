import headless from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import { svgOf } from '../../../tui/picture/svg.js';
import { terminalCells } from '../../../tui/picture/terminal.js';

async function picture(bytes: string): Promise<string> {
  const terminal = new headless.Terminal({ cols: 8, rows: 2, allowProposedApi: true });
  await new Promise<void>((resolve) => terminal.write(bytes, resolve));
  return svgOf(terminalCells(terminal), { title: 'a < b' });
}

describe('pictures of a terminal', () => {
  it('draw each braille dot as a circle, those of one colour in one path', async () => {
    const svg = await picture('\u001B[38;2;1;2;3m⠁⠃⣿');
    expect(svg.match(/a1\.2 1\.2 0 1 0 2\.4 0/g)).toHaveLength(1 + 2 + 8);
    expect(svg.match(/<path/g)).toHaveLength(1);
    expect(svg).toContain('fill="#010203"');
  });

  it('draw lines of boxes as strokes and letters as text that keeps its columns', async () => {
    const svg = await picture('─│<ab> c');
    expect(svg).toContain('M8 16h8M20 8v16');
    expect(svg).toContain('textLength="48">&lt;ab&gt; c</text>');
    expect(svg).toContain('<title>a &lt; b</title>');
  });

  it('are as large as the screen', async () => {
    expect(await picture('')).toContain(`viewBox="0 0 ${8 * 8 + 16} ${2 * 16 + 16}"`);
  });
});
