import { describe, expect } from 'vitest';
import { it } from '../support/lab.ts';
import { privateEnv } from '../support/open.ts';
import { Terminal } from '../support/terminal.ts';

/** A small program in place of the lab, so that the harness itself is known to tell the truth. */
function run(home: string, source: string, size = { cols: 30, rows: 6 }): Terminal {
  return new Terminal({
    command: process.execPath,
    args: ['-e', source],
    cwd: home,
    env: privateEnv(home),
    ...size,
  });
}

const listen = `
  process.stdin.setRawMode(true);
  process.stdin.on('data', (data) => {
    if (data.includes('q')) process.exit(3);
    process.stdout.write(JSON.stringify(String(data)) + '\\r\\n');
  });
  process.stdout.write('ready\\r\\n');
`;

describe('the terminal harness', () => {
  it('shows text, styles and the exit code', async ({ home }) => {
    const terminal = run(
      home,
      `process.stdout.write('a\\x1b[1;31mbc\\x1b[0m\\x1b[48;2;1;2;3md\\x1b[7me\\x1b[0m∂₃\\r\\n漢x');
       process.exitCode = 7;`,
    );
    expect(await terminal.exit()).toBe(7);
    expect(terminal.screen()).toBe('abcde∂₃\n漢x\n\n\n\n');
    expect(terminal.styles()).toBe(
      '.aabc\n\n\n\n\n\na #cd0000 bold\nb on #010203\nc #010203 inverse',
    );
    expect(terminal.cursor()).toEqual({ x: 3, y: 1 });
  });

  it('sends keys, text, pastes and answers', async ({ home }) => {
    const terminal = run(home, listen);
    await terminal.waitFor(/ready/);
    terminal.press('up');
    await terminal.waitFor(/\[A"/);
    terminal.press('ctrl+t');
    await terminal.waitFor(/u0014"/);
    terminal.paste('x y');
    await terminal.waitFor(/200~x y.*201~"/);
    terminal.type('q');
    expect(await terminal.exit()).toBe(3);
  });

  it('answers when the program asks where the cursor is', async ({ home }) => {
    const terminal = run(home, `${listen} process.stdout.write('\\x1b[6n');`);
    await terminal.waitFor(/\[2;1R"/);
    terminal.press('q');
    await terminal.exit();
  });

  it('resizes both sides', async ({ home }) => {
    const source = `process.stdout.on('resize', () => {
      process.stdout.write(process.stdout.columns + 'x' + process.stdout.rows);
      clearInterval(alive);
    }); const alive = setInterval(() => {}, 1000); process.stdout.write('ready ');`;
    const terminal = run(home, source);
    await terminal.waitFor(/ready/);
    terminal.resize(20, 4);
    await terminal.waitFor(/20x4/);
    expect(terminal.grid().map((row) => row.length)).toEqual([20, 20, 20, 20]);
    await terminal.exit();
  });

  it('prints the screen when it waited in vain', async ({ home }) => {
    const terminal = run(home, `process.stdout.write('here I am')`);
    await terminal.ended();
    await expect(terminal.waitFor(/not there/, 0.01)).rejects.toThrow(
      /not there.*\n.*\n\|here I am/,
    );
  });

  it.for([
    ['\\x1b[?1049h', 'alternate screen'],
    ['\\x1b[?25l', 'hidden cursor'],
    ['\\x1b[?2004h', 'bracketed paste'],
    ['\\x1b[>1u', 'kitty keyboard'],
  ])('notices what was left behind: %s', async ([sequence, name], { home }) => {
    const terminal = run(home, `process.stdout.write('${sequence}')`);
    await expect(terminal.exit()).rejects.toThrow(name!);
  });

  it('accepts a program that tidies up', async ({ home }) => {
    const modes = ['?1049', '?25', '?2004'];
    const source = `process.stdout.write('\\x1b[?1049h\\x1b[?25l\\x1b[?2004h\\x1b[>1u' +
      '\\x1b[<u\\x1b[?2004l\\x1b[?25h\\x1b[?1049l')`;
    const terminal = run(home, source);
    expect(await terminal.exit()).toBe(0);
    for (const mode of modes) expect(terminal.raw()).toContain(`${mode}h`);
  });
});
