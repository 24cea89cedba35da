import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './support/root.ts';

/** Each layer imports from itself and from what stands before it. */
const line = [
  'package', // version and folder of the package
  'chunks', // the parts of the bundle
  'stdout', // standard output, without its stream
  'engine',
  'notation',
  'grading',
  'lesson',
  'session',
  'index', // the public library
  'store', // the disk
  'ui',
  'commands',
  'cli',
  'library', // loads the bundle for others
  'boot',
];

interface Import {
  readonly file: string;
  readonly from: string;
  readonly forEffect: boolean;
  /** `import type` is gone before the program runs. */
  readonly forTypes: boolean;
}

const src = join(root, 'src');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => file.replaceAll('\\', '/'));
const imports = files.flatMap(importsOf);

function importsOf(file: string): Import[] {
  const source = readFileSync(join(src, file), 'utf8');
  const found = (pattern: RegExp, forEffect: boolean) =>
    [...source.matchAll(pattern)].map(
      (match): Import => ({
        file,
        from: match[1]!,
        forEffect,
        forTypes: /^\s*(?:import|export) type\b/.test(match[0]),
      }),
    );
  return [
    ...found(/^\s*(?:import|export)\b[^;'"]*?\bfrom\s*'([^']+)'/gm, false),
    ...found(/\bimport\(\s*'([^']+)'/g, false),
    ...found(/^\s*import\s*'([^']+)'/gm, true),
  ];
}

/** `engine/ops.ts` is in `engine`, `store.ts` and `store/lock.ts` are in `store`. */
const layerOf = (path: string) => path.split(/[/.]/)[0]!;

const isInside = ({ from }: Import) => from.startsWith('.');
const target = ({ file, from }: Import) => posix.join(dirname(file), from);
const show = ({ file, from }: Import) => `src/${file} imports ${from}`;

/** Files that import each other, each circle from one of its files back to it. */
function circles(): readonly string[] {
  const next = new Map(files.map((file): [string, string[]] => [file, []]));
  for (const each of imports) {
    if (isInside(each) && !each.forTypes) next.get(each.file)?.push(target(each));
  }
  const found: string[] = [];
  const done = new Set<string>();
  const walk = (file: string, path: readonly string[]): void => {
    const begun = path.indexOf(file);
    if (begun >= 0) found.push([...path.slice(begun), file].join(' > '));
    if (begun >= 0 || done.has(file)) return;
    for (const each of next.get(file) ?? []) walk(each, [...path, file]);
    done.add(file);
  };
  for (const file of files) walk(file, []);
  return found;
}

describe('the line of layers', () => {
  it('knows every file and finds their imports', () => {
    expect(files.filter((file) => !line.includes(layerOf(file)))).toEqual([]);
    expect(imports.filter(isInside).length).toBeGreaterThan(5);
    expect(imports.map(show)).toContain('src/cli.ts imports ./commands/index.ts');
  });

  it('runs in one direction', () => {
    const broken = imports
      .filter(isInside)
      .filter((each) => !target(each).startsWith('..'))
      .filter((each) => line.indexOf(layerOf(target(each))) > line.indexOf(layerOf(each.file)));
    expect(broken.map(show)).toEqual([]);
  });

  it('has no circles, but for types', () => {
    expect(circles()).toEqual([]);
  });

  it('leaves the source folder only for the version in package.json', () => {
    const outside = imports.filter((each) => isInside(each) && target(each).startsWith('..'));
    expect(outside.map(show)).toEqual(['src/package.ts imports ../package.json']);
  });

  it('keeps the engine free of packages', () => {
    const foreign = imports.filter((each) => layerOf(each.file) === 'engine' && !isInside(each));
    expect(foreign.map(show)).toEqual([]);
  });

  it('meets the disk only in the store', () => {
    const touching = imports.filter(
      ({ file, from }) =>
        /^(node:)?(fs|fs\/promises|child_process)$/.test(from) &&
        !['store', 'chunks', 'stdout', 'boot'].includes(layerOf(file)),
    );
    expect(touching.map(show)).toEqual([]);
  });

  it('imports nothing for its side effect', () => {
    expect(imports.filter(({ forEffect }) => forEffect).map(show)).toEqual([]);
  });

  it('writes every import of its own with the extension', () => {
    const bare = imports.filter((each) => isInside(each) && !/\.(tsx?|json)$/.test(each.from));
    expect(bare.map(show)).toEqual([]);
  });
});
