const [name] = process.argv.slice(2);
const { bench } = (await import(`./${name}.js`)) as { readonly bench: () => Promise<void> | void };
await bench();
