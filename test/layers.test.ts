import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './support/root.ts';

/** Each layer imports from itself and from what stands before it. */
const line = [
  'package', // version and folder of the package
  'chunks', // the parts of the bundle
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
}

const src = join(root, 'src');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => file.replaceAll('\\', '/'));
const imports = files.flatMap(importsOf);

function importsOf(file: string): Import[] {
  const source = readFileSync(join(src, file), 'utf8');
  const found = (pattern: RegExp, forEffect: boolean) =>
    [...source.matchAll(pattern)].map((match) => ({ file, from: match[1]!, forEffect }));
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
        !['store', 'chunks', 'boot'].includes(layerOf(file)),
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
