/** The modules that `package.json` exports: the name of their file in `dist`, and their source. */
export const modules = { index: 'src/index.ts', engine: 'src/engine/index.ts' };

/**
 * The public library as ES modules. Its code is that of the program, in the same chunks: a second
 * copy would be a third of the package, and a graph made with one copy is a stranger to the other.
 */
export function moduleFiles({ outputs }) {
  return Object.entries(modules).map(([name, source]) => {
    const { exports } = Object.values(outputs).find(({ entryPoint }) => entryPoint === source);
    const text = `import { load } from './library.cjs';
export const { ${exports.join(', ')} } = load('${name}.cjs');\n`;
    return { name: `${name}.js`, text };
  });
}
