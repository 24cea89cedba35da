import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { it } from '../support/lab.ts';
import { privateEnv, program } from '../support/open.ts';
import { run } from '../support/run.ts';
import { Terminal } from '../support/terminal.ts';
import { printed, replaced, tutorial } from '../support/tutorial.ts';

it('the tutorial of docs/lessons.md, followed to the letter in an empty folder', async ({
  home,
}) => {
  const folder = join(home, 'empty');
  mkdirSync(join(home, 'bin'));
  mkdirSync(folder);
  symlinkSync(program, join(home, 'bin/backprop-lab'));
  const env = { PATH: `${join(home, 'bin')}:${process.env.PATH}` };
  let screens = 0;
  for (const deed of tutorial()) {
    if (deed.kind !== 'run') {
      const file = join(folder, deed.file);
      mkdirSync(dirname(file), { recursive: true });
      const text = deed.kind === 'write' ? deed.text : replaced(readFileSync(file, 'utf8'), deed);
      writeFileSync(file, text);
    } else if (deed.prints === '') {
      // What prints nothing opens a screen.
      const [command = '', ...args] = deed.line.split(' ');
      const terminal = new Terminal({
        ...{ command: join(home, 'bin', command), args, cwd: folder },
        env: { ...privateEnv(home), ...env },
      });
      await terminal.waitFor(/A first gradient +\S+ +step 1 of 2/);
      terminal.press('ctrl+c');
      expect(await terminal.exit()).toBe(130);
      screens += 1;
    } else {
      const { out, err } = await run(home, [], { shell: deed.line, cwd: folder, env });
      expect(err).toBe('');
      expect(out.trimEnd(), deed.line).toMatch(printed(deed.prints));
    }
  }
  expect(screens).toBe(1);
  const packed = ['list', '--json', '--lessons', join(folder, 'lessons.backprop.json')];
  const { out } = await run(home, packed);
  const [last] = (JSON.parse(out) as { id: string; done: number }[]).slice(-1);
  expect(last).toMatchObject({ id: 'first-gradient', done: 1 });
});
