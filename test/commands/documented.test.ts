import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { commandNames } from '../../build/man.js';
import { it } from '../support/lab.ts';
import { program } from '../support/open.ts';
import { root } from '../support/root.ts';
import { run } from '../support/run.ts';
import { trace, unfit } from '../support/torture.ts';

/** Every page that tells what can be typed. */
const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`),
].filter((name) => name.endsWith('.md'));

/** `backprop-lab …` where it stands as code, in running text or in a block, with what is around it. */
function commandsIn(page: string): readonly string[] {
  const text = readFileSync(join(root, page), 'utf8');
  const inline = [...text.matchAll(/`((?:npx )?backprop-lab(?: [^`\n]*)?)`/g)].map(
    (match) => match[1]!,
  );
  const blocks = [...text.matchAll(/^```(?:sh|console)\n([\s\S]*?)^```/gm)].flatMap((match) =>
    match[1]!.split('\n').filter((line) => /^(\$ )?([A-Z_]+=\S+ )*(npx )?backprop-lab/.test(line)),
  );
  return [...inline, ...blocks].map((each) => each.replace(/^\$ /, '').replace(/^npx /, ''));
}

const documented = [...new Set(pages.flatMap(commandsIn))].sort();

describe('every command that is written down', () => {
  it.for(documented)('%s', async (command, { home }) => {
    const here = join(home, 'here');
    mkdirSync(join(here, 'lessons'), { recursive: true });
    // One of the shipped ones: `npm run lessons` proves them all.
    const shipped = 'lessons/08-descent.md';
    cpSync(join(root, shipped), join(here, shipped));
    const mine = readFileSync(join(root, 'test/lessons/good.md'), 'utf8');
    const named = {
      'my-lesson': 'my-lesson.md',
      'first-gradient': 'lessons/first-gradient.md',
      mine: 'lessons/20-mine.md',
    };
    for (const [id, name] of Object.entries(named)) {
      writeFileSync(join(here, name), mine.replace(/^id: .*$/m, `id: ${id}`));
    }
    mkdirSync(join(here, 'handed-in'));
    for (const name of ['answers.jsonl', 'handed-in/ada.jsonl'])
      writeFileSync(join(here, name), '');
    const line = `backprop-lab() { "${process.execPath}" "${program}" "$@"; }; ${command}`;
    const { code, out, err } = await run(home, [], { cwd: here, shell: line });
    expect(err + out).not.toMatch(/Unknown (argument|command)|it did not expect:/);
    expect(unfit.test(out + err) || trace.test(out + err)).toBe(false);
    expect([0, 1]).toContain(code);
  });

  it('is enough to look at', () => {
    expect(documented.length).toBeGreaterThan(8);
  });
});

describe('the help', () => {
  it('has an example for every command that takes something', async ({ home }) => {
    const whole = (await run(home, ['--help'])).out;
    const names = commandNames(whole);
    expect(names.length).toBeGreaterThan(5);
    for (const name of names) {
      const { code, out, err } = await run(home, [String(name), '--help']);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      if (/^Positionals:/m.test(out)) expect(out).toMatch(/^Examples:/m);
    }
  });
});
