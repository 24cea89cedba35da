import { chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { validate } from '../../src/session/validate.ts';
import { it } from '../support/lab.ts';
import { program } from '../support/open.ts';
import { run } from '../support/run.ts';

const none = { LANG: undefined, LC_ALL: undefined, LC_CTYPE: undefined };

type Env = Readonly<Record<string, string | undefined>>;

const called = (...terms: readonly string[]) =>
  terms.map((TERM) => [TERM || 'an empty TERM', { TERM, COLORTERM: '' }] as const);

/** Terminals and locales by what they put into the environment, under the colours they are sent. */
const places: readonly [colours: string, name: string, env: Env][] = Object.entries({
  truecolor: [
    ['LANG=C', { LANG: 'C' }],
    ['no locale', none],
    ['a light page', { COLORFGBG: '0;15' }],
    ['CI', { CI: 'true' }],
  ] as const,
  '256': called('xterm-256color', 'screen-256color', 'tmux-256color'),
  '16': [
    ...called('xterm', 'screen', 'tmux', 'linux', 'vt100', 'unheard-of', ''),
    ['no TERM', { TERM: undefined, COLORTERM: undefined }] as const,
  ],
  none: [['NO_COLOR', { NO_COLOR: '1' }]] as const,
}).flatMap(([colours, rows]) =>
  rows.map(([name, env]): [string, string, Env] => [colours, name, env]),
);

/** The richest colours among the sequences that were sent. */
function coloursOf(sent: string): string {
  if (/\u001B\[(?:\d+;)*[34]8;2;/.test(sent)) return 'truecolor';
  if (/\u001B\[(?:\d+;)*[34]8;5;/.test(sent)) return '256';
  return /\u001B\[(?:\d+;)*(?:[349][0-7]|10[0-7])m/.test(sent) ? '16' : 'none';
}

describe('the lab in every terminal', () => {
  it.for(places)('colours %s: %s', async ([colours, , env], { open }) => {
    const lab = open({ args: ['learn', 'loss', '--step', 'dh3'], env });
    await lab.waitFor(/hand in/);
    lab.type('2 (h3 - y) / n');
    await lab.waitFor(/= 2 \(h3 - y\) \/ n/);
    lab.press('enter');
    await lab.waitFor(/Right|Correct/);
    lab.press('ctrl+c');
    expect(await lab.exit()).toBe(130);
    expect(coloursOf(lab.raw())).toBe(colours);
  });
});

/** Does something as somebody who may not write into other people's folders, as root may. */
const asSomebody =
  '[ "$(id -u)" = 0 ] && exec setpriv --bounding-set -dac_override,-dac_read_search -- "$@"; exec "$@"';

describe('a home that cannot be used', () => {
  it.for([
    ['no home', { HOME: '', XDG_DATA_HOME: '', XDG_CACHE_HOME: '' }, /you have no home folder/],
    [
      'a file in its place',
      { XDG_DATA_HOME: '/dev/null' },
      /something that is not a folder stands/,
    ],
    [
      'nowhere',
      { BACKPROP_LAB_DATA: '/proc/none/here' },
      /not be made.+ than \/proc\/none\/here\./,
    ],
    ['a device', { BACKPROP_LAB_DATA: '/dev/full/x' }, /something that is not a folder stands/],
    ['a disk that can only be read', { BACKPROP_LAB_DATA: '/sys/x' }, /only be read|may not write/],
    ['a folder of somebody else', { BACKPROP_LAB_DATA: '.' }, /you may not write there/],
  ] as const)(
    '%s: the lab runs, says so once, and offers a way out',
    async ([, env, says], { home }) => {
      const theirs = join(home, 'theirs');
      mkdirSync(theirs, { mode: 0o755 });
      // Only root can give a folder away; for everybody else the root folder is somebody else's.
      const isRoot = process.getuid?.() === 0;
      if (isRoot) chownSync(theirs, 54_321, 54_321);
      const { code, out, err } = await run(home, [], {
        input: '18\n',
        env,
        cwd: isRoot ? theirs : '/',
        shell: `set -- "${process.execPath}" "${program}" learn loss --plain; ${asSomebody}`,
      });
      expect({ code, err }).toEqual({ code: 0, err: '' });
      const [sentence] =
        /^Progress is not saved: .+\. Set BACKPROP_LAB_DATA to .+\.$/m.exec(out) ?? [];
      expect(sentence).toMatch(says);
      expect(out.split('BACKPROP_LAB_DATA').length - 1).toBe(1);
      expect(out).toMatch(/Right\./);
    },
  );

  it('is told on the screen as well, with the reason and the way out', async ({ open }) => {
    const lab = open({
      args: ['learn', 'loss', '--step', '3'],
      env: { BACKPROP_LAB_DATA: '/dev/null/x' },
    });
    await lab.waitFor(/is not saved: something that is not a folder .+\. Set BACKPROP_LAB_DATA/);
    lab.press('ctrl+c');
    expect(await lab.exit()).toBe(130);
  });
});

describe('a disk that fills while answers are given', () => {
  /** In a mount of its own where that is allowed; else a limit on the size of files stands in. */
  const line = `
    small() { mount -t tmpfs -o size=64k tmpfs "$BACKPROP_LAB_DATA"; }
    all() { "${process.execPath}" "${program}" learn layer-2 --plain; ls "$BACKPROP_LAB_DATA"; cat "$BACKPROP_LAB_DATA/progress.json"; }
    export -f small all; mkdir "$BACKPROP_LAB_DATA"
    for apart in 'unshare -m' 'unshare -rm'; do
      $apart bash -c small 2>/dev/null && exec $apart bash -c 'small && all'
    done
    ulimit -f 16; all`;

  it('keeps what it could, says so once, and leaves nothing half written', async ({ home }) => {
    const input = Array.from({ length: 250 }, (_, i) => `W2.T @ ${i}.5 ${'x'.repeat(80)}`);
    const { code, out, err } = await run(home, [], {
      input: `${input.join('\n')}\n`,
      env: { BACKPROP_LAB_DATA: join(home, 'small') },
      shell: line,
    });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(
      out.match(/Progress is not saved: (the disk is full|the file would be larger)/g),
    ).toHaveLength(1);
    const [json, ...names] = out.trimEnd().split('\n').slice(-3).reverse();
    expect(names).toEqual(['progress.previous.json', 'progress.json']);
    const { progress } = JSON.parse(json!) as { progress: unknown };
    const read = validate(progress);
    const { exercises } = (read.ok && read.progress.lessons['layer-2']) || {};
    const kept = Object.values(exercises ?? {}).flatMap(({ attempts }) =>
      attempts.map(({ text }) => text),
    );
    expect(kept.length).toBeGreaterThan(20);
    expect(kept).toEqual(input.slice(0, kept.length));
  });
});
