// Compiles assembly/kernel.ts and writes kernel.wasm.ts and kernel-relaxed.wasm.ts. A test compiles again and compares bytes.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

/** The sources. */
const parts = ['kernel.ts', 'products.ts', 'activations.ts', 'registers.ts'];
/** Options of the compiler. */
const options = ['-O3', '--noAssert', '--runtime', 'stub', '--importMemory'];
/** Features by the file they are compiled for; plain SIMD has the same bits on every machine. */
const features = { 'kernel.wasm.ts': 'simd', 'kernel-relaxed.wasm.ts': 'simd,relaxed-simd' };

/** What assembly/kernel.ts compiles to, as the text of this file. */
export async function compileKernel(file) {
  let binary;
  const { error, stderr } = await asc.main(
    ['kernel.ts', '--outFile', 'kernel.wasm', ...options, '--enable', features[file]],
    {
      readFile: (name) =>
        parts.includes(name) ? readFileSync(new URL(`assembly/${name}`, import.meta.url), 'utf8') : null,
      writeFile: (name, contents) => {
        if (name === 'kernel.wasm') binary = contents;
      },
      listFiles: () => [],
    },
  );
  if (error) throw new Error(`the kernel does not compile: ${stderr.toString()}`, { cause: error });
  return `/** Written by \`npm run build:kernel\` from assembly/kernel.ts; WebAssembly in base64. */\nexport const kernel =\n  '${Buffer.from(binary).toString('base64')}';\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const file of Object.keys(features)) {
    const text = await compileKernel(file);
    writeFileSync(new URL(file, import.meta.url), text);
    process.stdout.write(`${file}: ${text.length} characters\n`);
  }
}
