import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { oneLayer } from '../kit/lesson.ts';
import { it } from '../support/lab.ts';
import { run } from '../support/run.ts';

/** Where the lab of the tests is started. */
function put(home: string, text = oneLayer): string {
  mkdirSync(join(home, 'work'), { recursive: true });
  const file = join(home, 'work/mine.md');
  writeFileSync(file, text);
  return file;
}

describe('backprop-lab preview in a terminal', () => {
  it('reads the file again when it is saved, and keeps the place', async ({ home, open }) => {
    put(home);
    const terminal = open({ args: ['preview', 'mine.md', '--at', 'dW'] });
    await terminal.waitFor(/One layer +\S+ +step 2 of 3/);
    terminal.type('dL/dh @ x.T');
    terminal.press('enter');
    await terminal.waitFor(/Not yet\. Unit 2 is off\./);
    put(home, oneLayer.replace('Unit 2 is off.', 'Look at unit 2.'));
    const after = await terminal.waitFor(/Not yet\. Look at unit 2\./);
    expect(after).toMatch(/step 2 of 3/);
    expect(after).toContain('dL/dh @ x.T');
    terminal.press('ctrl+c');
    await terminal.exit();
    // What an author tries is nobody's progress.
    const data = join(home, 'data');
    expect(readdirSync(home).includes('data') ? readdirSync(data) : []).toEqual([]);
  });

  it('shows what has to be mended in its place, until it is', async ({ home, open }) => {
    put(home);
    const terminal = open({ args: ['preview', 'mine.md', '--at', '2'] });
    await terminal.waitFor(/step 2 of 3/);
    put(home, oneLayer.replace('wants: dL/dW', 'wonts: dL/dW'));
    await terminal.waitFor(/57:1: `?wonts`? is not a key here\./);
    put(home);
    await terminal.waitFor((it) => !it.screen().includes('wonts'));
    terminal.press('ctrl+c');
    await terminal.exit();
  });

  it('has the answer of a student with a misconception ready', async ({ home, open }) => {
    put(home);
    const args = ['preview', 'mine.md', '--at', 'dW', '--as', 'missing-mask'];
    const terminal = open({ args });
    await terminal.waitFor(/dL_dh @ x\.T/);
    terminal.press('enter');
    await terminal.waitFor(/Not yet\. Unit 2 is off\./);
    terminal.press('ctrl+c');
    await terminal.exit();
  });
});

describe('backprop-lab preview in a pipe', () => {
  it('prints what is said to a mistake', async ({ home }) => {
    const args = ['preview', put(home), '--as', 'missing-mask'];
    expect(await run(home, args)).toEqual({
      code: 0,
      out: `dW: Your turn
  Write ∂L/∂W from ∂L/∂h, z and x.
  ✓ (∂L/∂h ⊙ 1[z>0]) xᵀ
  ✗ dL_dh @ x.T
      missing-mask: Unit 2 is off.
  ✗ (2 * ((h - y) @ x.T)) / 3
      missing-mask: Unit 2 is off.

which: A choice
  Which units let the gradient pass?
  ✓ a
  No answer here is called missing-mask.
`,
      err: '',
    });
  });

  it('prints every message, or those of one step', async ({ home }) => {
    const file = put(home);
    const all = await run(home, ['preview', file]);
    expect(all.out).toContain('      missing-transpose: ');
    expect(all.out).toContain('      all-pass: A unit that was off gives 0.');
    const one = await run(home, ['preview', file, '--at', 'which']);
    expect(one.out).toMatch(/^which: A choice\n/);
  });

  it('prints what has to be mended, with exit code 1', async ({ home }) => {
    const file = put(home, oneLayer.replace('expect', 'x').replace('wants: dL/dW', 'wonts: dL/dW'));
    const { code, err } = await run(home, ['preview', file]);
    expect(code).toBe(1);
    expect(err).toContain('mine.md:57:1: `wonts` is not a key here.');
  });

  it.for([
    [['--as', 'missing-musk'], 'No mistake is called missing-musk. Did you mean `missing-mask`?'],
    [['--at', '7'], 'one-layer has no step 7. Write a number from 1 to 3.'],
  ] as const)('a wrong call %j is answered with what to write', async ([args, part], { home }) => {
    const { code, err } = await run(home, ['preview', put(home), ...args]);
    expect(code).toBe(2);
    expect(err).toContain(part);
  });

  it('says so when there is no such file, and how it is called', async ({ home }) => {
    const { code, err } = await run(home, ['preview', 'nowhere.md']);
    expect(code).toBe(2);
    expect(err).toContain('nowhere.md: there is no such file');
    expect((await run(home, ['preview', '--help'])).out).toContain('preview lessons/mine.md');
  });
});
