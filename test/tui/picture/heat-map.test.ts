import { describe, expect, it } from 'vitest';
import { heatScales } from '../../../tui/charts/heat-scale.js';
import { heatMapSvg, shade } from '../../../tui/picture/heat-map.js';
import { pngOf } from '../../../tui/picture/png.js';

const axes = {
  x: { label: 'phase <turns>', values: [0, 0.25, 0.5] },
  y: { label: 'rate & more', values: [0.01, 0.1, 1] },
};
const picture = (grid: readonly number[]): string =>
  heatMapSvg({
    title: 'growth',
    notes: ['a 0.8'],
    map: { grid, rows: 3, columns: 3 },
    scale: heatScales.growth,
    ...axes,
  });
const stable = [0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2];
const crossed = [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 1.5, 1.5, 1.5];
const edgeLine = /<path d="(M[^"]+)" fill="none" stroke="#000"/;

describe('a heat map as a picture', () => {
  it('draws the edge half way between two rows that lie as far below as above it', () => {
    const path = edgeLine.exec(picture(crossed))![1];
    const heights = [...path.matchAll(/[ML][\d.]+ ([\d.]+)/g)].map(([, y]) => Number(y));
    // The plot is 396 high from 64 on; between the second and the third row of three lies a third of it.
    expect(new Set(heights)).toEqual(new Set([64 + 396 / 3]));
    expect(edgeLine.test(picture(stable))).toBe(false);
  });

  it('has one rectangle for neighbours of one shade, and grey where there is no value', () => {
    const cellsOf = (svg: string): string[] => svg.split('crispEdges">')[1].split('</g>')[0].trim().split('\n');
    expect(cellsOf(picture(stable))).toHaveLength(3);
    const broken = cellsOf(picture([0.2, NaN, 0.2, ...stable.slice(3)]));
    expect(broken).toHaveLength(5);
    expect(broken.filter((cell) => cell.includes('#bbbbbb'))).toHaveLength(1);
    expect(picture([Infinity, -Infinity, NaN, ...stable.slice(3)])).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('labels round values of even axes, samples of others, and escapes what a person wrote', () => {
    const svg = picture(crossed);
    for (const label of ['0.1', '0.2', '0.3', '0.4', '0.5']) expect(svg).toContain(`>${label}</text>`);
    for (const label of ['0.01', '1']) expect(svg).toContain(`>${label}</text>`);
    expect(svg).toContain('phase &lt;turns&gt;');
    expect(svg).toContain('rate &amp; more');
    expect(svg).toContain('>1 edge</text>');
  });

  it('is white at the edge, blue on the calm side, red on the other', () => {
    expect(shade(0.5)).toBe('#f7f7f7');
    expect([shade(0), shade(1), shade(7), shade(-7)]).toEqual(['#08306b', '#67001f', '#67001f', '#08306b']);
    expect(shade(Number.NaN)).toBe('#bbbbbb');
  });

  it('becomes a PNG of twice its size', async () => {
    const bytes = Buffer.from(await pngOf(picture(crossed)));
    expect(bytes.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1600, 1040]);
  });
});
