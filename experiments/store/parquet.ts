import { OptionError } from '../../math/check.js';

/** A column of a table: texts, whole numbers or doubles; null where a row has none. */
export interface ParquetColumn {
  readonly name: string;
  readonly type: 'text' | 'whole' | 'double';
  readonly values: readonly (string | number | null)[];
}

/**
 * A table as the bytes of a Parquet file.
 *
 * @throws OptionError when the optional packages that write it are not there.
 */
export async function parquetBytes(columns: readonly ParquetColumn[]): Promise<Uint8Array> {
  const [arrow, parquet] = await writers();
  const types = { text: new arrow.Utf8(), whole: new arrow.Int32(), double: new arrow.Float64() };
  const vectors = columns.map(({ name, type, values }) => [name, arrow.vectorFromArray(values, types[type])] as const);
  const table = new arrow.Table(Object.fromEntries(vectors));
  return parquet.writeParquet(parquet.Table.fromIPCStream(arrow.tableToIPC(table, 'stream')));
}

/** Loaded when they are asked for: no other command needs them. */
async function writers() {
  try {
    return await Promise.all([import('apache-arrow'), import('parquet-wasm')]);
  } catch {
    throw new OptionError(
      '--parquet',
      'the optional packages apache-arrow and parquet-wasm',
      'none',
      'Install them: npm install apache-arrow parquet-wasm. Or write --csv.',
    );
  }
}
