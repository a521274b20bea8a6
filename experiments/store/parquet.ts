import { OptionError } from '../../math/check.js';

/** A column of a table: texts, whole numbers or doubles; null where a row has none. */
export interface ParquetColumn {
  readonly name: string;
  readonly type: 'text' | 'whole' | 'double';
  readonly values: readonly (string | number | null)[];
}

const parquetTypes = { text: 'STRING', whole: 'INT32', double: 'DOUBLE' } as const;

/**
 * A table as the bytes of a Parquet file.
 *
 * @throws OptionError when the optional package that writes it is not there.
 */
export async function parquetBytes(columns: readonly ParquetColumn[]): Promise<Uint8Array> {
  const { parquetWriteBuffer } = await writer();
  const columnData = columns.map(({ name, type, values }) => ({
    name,
    type: parquetTypes[type],
    nullable: true,
    data: [...values],
  }));
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}

/** Loaded when it is asked for: no other command needs it. */
async function writer() {
  try {
    return await import('hyparquet-writer');
  } catch {
    throw new OptionError(
      '--parquet',
      'the optional package hyparquet-writer',
      'none',
      'Install it: npm install hyparquet-writer. Or write --csv.',
    );
  }
}
