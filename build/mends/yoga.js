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
    const bytes = Buffer.from(assembly.base64, 'base64');
    const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports);
    receive(instance);
    return instance.exports;
  },
};
loadYoga(assembly);
const Yoga = wrapAssembly(assembly);`,
      ],
    ],
  },
  {
    file: /yoga-layout\/dist\/binaries\/yoga-wasm-base64-esm\.js$/,
    // Inside this function `loadYoga` is its parameter, the object made above.
    edits: [['var H;H="data:application/octet-stream;base64,', 'var H="";loadYoga.base64="']],
  },
];
