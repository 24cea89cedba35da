import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.ts';

/** One thing that the tutorial has its reader do. */
export type Deed =
  | { readonly kind: 'write'; readonly file: string; readonly text: string }
  | { readonly kind: 'replace'; readonly file: string; readonly old: string; readonly text: string }
  /** A line for the shell, and what it prints; a line or an end `…` stands for anything. */
  | { readonly kind: 'run'; readonly line: string; readonly prints: string };

/** The tutorial of docs/lessons.md as the deeds of a reader who follows it to the letter. */
export function tutorial(): readonly Deed[] {
  const docs = readFileSync(join(root, 'docs/lessons.md'), 'utf8');
  const [, text = ''] = /\n## Ten minutes: a first lesson\n([\s\S]*?)\n## /.exec(docs) ?? [];
  const deeds: Deed[] = [];
  let before = '';
  for (const [, prose = '', , word = '', block = ''] of text.matchAll(
    /([\s\S]*?)^(````?)(\w+)\n([\s\S]*?)^\2\n/gm,
  )) {
    before = prose.trim().split('\n').at(-1) ?? '';
    const written = /Write `([^`]+)`:$/.exec(before);
    const replaced = /In `([^`]+)`, put this in place of `([^`]+)`:$/.exec(before);
    if (word === 'console') {
      const [, line = '', prints = ''] = /^\$ (.*)\n([\s\S]*)$/.exec(block)!;
      deeds.push({ kind: 'run', line, prints });
    } else if (written) deeds.push({ kind: 'write', file: written[1]!, text: block });
    else if (replaced) {
      const [, file = '', old = ''] = replaced;
      deeds.push({ kind: 'replace', file, old, text: block.trimEnd() });
    } else throw new Error(`The tutorial does not say what to do with:\n${block}`);
  }
  return deeds;
}

/** The file's text after a `replace`; the old text stands in it once. */
export function replaced(text: string, { old, text: by }: Extract<Deed, { kind: 'replace' }>) {
  const parts = text.split(old);
  if (parts.length !== 2)
    throw new Error(`\`${old}\` stands ${parts.length - 1} times in the file`);
  return parts.join(by);
}

/** What a command printed, as a pattern in which `…` is anything. */
export function printed(prints: string): RegExp {
  const escaped = prints.trimEnd().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/…/g, '[\\s\\S]*?')}$`);
}
