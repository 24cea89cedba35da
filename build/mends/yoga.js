import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** yoga's own file has its WebAssembly as base64, which takes up 10 kB more of a package. */
const loader = 'yoga-layout/dist/binaries/yoga-wasm-base64-esm.js';
const source = readFileSync(
  fileURLToPath(new URL(`../../node_modules/${loader}`, import.meta.url)),
  'utf8',
);
const base64 = /data:application\/octet-stream;base64,([A-Za-z0-9+/=]+)/.exec(source)[1];

/** The same bytes as a file beside the program. */
export const yogaFile = { name: 'yoga.wasm', text: Buffer.from(base64, 'base64') };

/**
 * yoga-layout awaits `fetch("data:…")` at import. Compiling the same bytes synchronously takes a
 * third of the time and leaves no top-level await, which CommonJS does not have.
 */
export const yoga = [
  {
    file: /yoga-layout\/dist\/src\/index\.js$/,
    edits: [
      [
        'const Yoga = wrapAssembly(await loadYoga());',
        `const assembly = {
  instantiateWasm(imports, receive) {
    const bytes = readFileSync(join(import.meta.dirname, '${yogaFile.name}'));
    const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports);
    receive(instance);
    return instance.exports;
  },
};
loadYoga(assembly);
const Yoga = wrapAssembly(assembly);`,
      ],
      [
        'import wrapAssembly',
        `import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import wrapAssembly`,
      ],
    ],
  },
  {
    file: /yoga-layout\/dist\/binaries\/yoga-wasm-base64-esm\.js$/,
    edits: [[`data:application/octet-stream;base64,${base64}`, '']],
  },
];
