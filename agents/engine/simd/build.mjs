// Compiles kernel.ts and writes kernel.wasm.ts. A test compiles again and compares bytes.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

/** Options of the compiler; no relaxed SIMD, so that the bits are the same on every machine. */
const options = ['-O3', '--noAssert', '--enable', 'simd', '--runtime', 'stub', '--importMemory'];

/** The source of kernel.wasm.ts, compiled from kernel.ts. */
export async function compileKernel() {
  const source = readFileSync(new URL('kernel.ts', import.meta.url), 'utf8');
  let binary;
  const { error, stderr } = await asc.main(['kernel.ts', '--outFile', 'kernel.wasm', ...options], {
    readFile: (name) => (name === 'kernel.ts' ? source : null),
    writeFile: (name, contents) => {
      if (name === 'kernel.wasm') binary = contents;
    },
    listFiles: () => [],
  });
  if (error) throw new Error(`the kernel does not compile: ${stderr.toString()}`, { cause: error });
  return `/** Written by \`npm run build:kernel\` from kernel.ts; WebAssembly in base64. */\nexport const kernel =\n  '${Buffer.from(binary).toString('base64')}';\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = await compileKernel();
  writeFileSync(new URL('kernel.wasm.ts', import.meta.url), text);
  process.stdout.write(`kernel.wasm.ts: ${text.length} characters\n`);
}
