import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { lessonSheet } from '../../src/ui/sheet.ts';
import { lessonOf, oneLayer } from '../kit/lesson.ts';
import { it } from '../support/lab.ts';
import { run } from '../support/run.ts';

function put(home: string, text = oneLayer): void {
  mkdirSync(join(home, 'lessons'));
  writeFileSync(join(home, 'lessons/one-layer.md'), text);
}

describe('backprop-lab show', () => {
  it('prints a lesson by its id and by its path', async ({ home }) => {
    put(home);
    const out = `${lessonSheet(lessonOf(oneLayer), { ascii: false, answers: 'blank' }).join('\n')}\n`;
    expect(await run(home, ['show', 'one-layer'])).toEqual({ code: 0, out, err: '' });
    expect(await run(home, ['show', 'lessons/one-layer.md'])).toEqual({ code: 0, out, err: '' });
  });

  it('prints one step by its number and by its id, with answers on request', async ({ home }) => {
    put(home);
    const byNumber = await run(home, ['show', 'one-layer', '--step', '2']);
    const byId = await run(home, ['show', 'one-layer', '--step', 'dW', '--ascii']);
    const key = await run(home, ['show', 'one-layer', '--step', 'dW', '--answers']);
    expect(byNumber.out).toMatch(/^2\. Your turn\n─+\n/);
    expect(byId.out).toMatch(/^2\. Your turn\n-+\n[\x20-\x7e\n]*$/);
    expect(key.out).toContain('Answer (dW): ');
    expect(byNumber.out).not.toContain('Answer (dW): ');
  });

  it.for([
    [['one-lair'], 'There is no lesson one-lair. Did you mean `one-layer`?'],
    [['one-layer', '--step', '9'], 'one-layer has no step 9. Write a number from 1 to 3.'],
    [['one-layer', '--step', 'dw'], 'one-layer has no step dw. Did you mean `dW`?'],
    [[], 'Not enough non-option arguments'],
  ] as const)('a wrong call %j is answered with what to write', async ([args, part], { home }) => {
    put(home);
    const { code, out, err } = await run(home, ['show', ...args]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(part);
  });

  it('says what has to be mended in a lesson that cannot be read', async ({ home }) => {
    put(home, oneLayer.replace('wants: dL/dW', 'wonts: dL/dW'));
    const { code, out, err } = await run(home, ['show', 'lessons/one-layer.md']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(
      'lessons/one-layer.md:57:1: `wonts` is not a key here. Did you mean `wants`?',
    );
  });

  it('says of a lesson with a mistake in it what keeps it from being one', async ({ home }) => {
    put(home, oneLayer.replace('wants: dL/dW', 'wonts: dL/dW'));
    for (const args of [
      ['show', 'one-layer'],
      ['notes', 'one-layer'],
      ['learn', 'one-layer'],
    ]) {
      const { code, err } = await run(home, args);
      expect(code).toBe(2);
      expect(err).toMatch(
        /^backprop-lab: There is no lesson one-layer\. .*\nlessons.one-layer\.md:54:1: /,
      );
      expect(err).toContain('Run "backprop-lab check lessons');
    }
  });

  it('says with examples how it is called', async ({ home }) => {
    const { code, out } = await run(home, ['show', '--help']);
    expect(code).toBe(0);
    expect(out).toContain('backprop-lab show class | less');
  });
});
