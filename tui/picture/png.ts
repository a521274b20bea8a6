/** The command line's own words for a package that is left out where it cannot be installed. */
class PictureError extends Error {
  override readonly name = 'PictureError';
}

/**
 * A picture as PNG bytes, twice as large as the SVG states.
 *
 * @throws PictureError where the optional package that draws is not installed.
 */
export async function pngOf(svg: string): Promise<Uint8Array> {
  const { Resvg } = await import('@resvg/resvg-js').catch(() => {
    throw new PictureError(
      '--png needs the optional package @resvg/resvg-js: npm install @resvg/resvg-js, or use --svg.',
    );
  });
  return new Resvg(svg, { fitTo: { mode: 'zoom', value: 2 } }).render().asPng();
}
