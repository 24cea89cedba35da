import * as esbuild from 'esbuild';

/**
 * An ES module chunk as a function `(exports, require, __filename, __dirname)` of a list. What
 * esbuild puts before each of them, half a kilobyte, is given once by whoever loads them
 * (`src/chunks.ts`), and the long names of imports are made short.
 */
export async function chunkFunction(text, options) {
  const { code } = await esbuild.transform(text, {
    ...options,
    format: 'cjs',
    // Names are short already, but for those that are added here and shortened below.
    ...{ minify: false, minifyWhitespace: true, minifySyntax: true },
    // A chunk is at hand at once: `import()` becomes a promise of `require`.
    supported: { ...options.supported, 'dynamic-import': false },
  });
  const body = ascii(moduleUrl(shortImports(withoutHelpers(code))));
  return `(function(exports,require,__filename,__dirname){${body}\n}),\n`;
}

const begin = 'var stdin_exports={};__export(stdin_exports,{';
const handOver = 'module.exports=__toCommonJS(stdin_exports);';

function withoutHelpers(code) {
  const [helpers, rest, ...others] = code.split(begin);
  if (rest === undefined || others.length > 0 || !helpers.startsWith('var __')) {
    throw new Error(`esbuild begins a chunk in another way: ${code.slice(0, 200)}`);
  }
  const parts = rest.split(handOver);
  if (parts.length !== 2) throw new Error('esbuild hands exports over in another way');
  // The end is there for tools that look for the names of exports.
  return `__export(exports,{${parts.join('')}`.replace(
    /0&&\(module\.exports=\{[^{}]*\}\);\s*$/,
    '',
  );
}

function shortImports(code) {
  let count = 0;
  const unused = () => {
    const name = `$${(count++).toString(36)}`;
    return code.includes(name) ? unused() : name;
  };
  const short = new Map();
  return code.replace(/\bimport_\w+/g, (name) => {
    if (!short.has(name)) short.set(name, unused());
    return short.get(name);
  });
}

/** esbuild leaves regular expressions as they are; escaped, the whole file can be read as latin1. */
function ascii(code) {
  return code.replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function moduleUrl(code) {
  if (!code.includes('moduleUrl')) return code;
  return `const moduleUrl = require('node:url').pathToFileURL(__filename).href;\n${code}`;
}
