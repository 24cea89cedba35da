import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from './support/root.ts';

const read = (file: string) => readFileSync(join(root, file), 'utf8');
const about = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;
const lock = JSON.parse(read('package-lock.json')) as {
  readonly packages: Record<string, { readonly version?: string; readonly integrity?: string }>;
};

it('needs nothing at run time', () => {
  const kinds = ['dependencies', 'peerDependencies', 'optionalDependencies', 'bundleDependencies'];
  expect(kinds.filter((kind) => Object.keys(about[kind] ?? {}).length > 0)).toEqual([]);
});

it('pins every development dependency exactly', () => {
  const loose = Object.entries(about.devDependencies ?? {}).filter(
    ([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
  );
  expect(loose).toEqual([]);
});

it('locks every package by its content, and names no registry', () => {
  const packages = Object.entries(lock.packages).filter(([path]) => path !== '');
  expect(packages.length).toBeGreaterThan(100);
  expect(packages.filter(([, { version, integrity }]) => !version || !integrity)).toEqual([]);
  expect(read('package-lock.json')).not.toMatch(/"resolved"|https?:\/\/[^"]*\.tgz/);
  expect(read('.npmrc')).toContain('omit-lockfile-registry-resolved=true');
  expect(read('.npmrc')).not.toMatch(/registry\s*=|:\/\//);
});
