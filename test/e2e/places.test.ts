import { describe, expect } from 'vitest';
import { it } from '../support/lab.ts';
import { run } from '../support/run.ts';

const none = { LANG: undefined, LC_ALL: undefined, LC_CTYPE: undefined };

/** Terminals and locales by what they put into the environment. */
const places: readonly [string, Readonly<Record<string, string | undefined>>][] = [
  ...['xterm-256color', 'xterm', 'screen', 'screen-256color', 'tmux', 'tmux-256color'].map(
    (TERM): [string, Record<string, string>] => [TERM, { TERM, COLORTERM: '' }],
  ),
  ...['linux', 'vt100', 'unheard-of', ''].map((TERM): [string, Record<string, string>] => [
    TERM || 'an empty TERM',
    { TERM, COLORTERM: '' },
  ]),
  ['no TERM', { TERM: undefined, COLORTERM: undefined }],
  ['NO_COLOR', { NO_COLOR: '1' }],
  ['LANG=C', { LANG: 'C' }],
  ['no locale', none],
  ['a light page', { COLORFGBG: '0;15' }],
  ['CI', { CI: 'true' }],
];

describe('the lab in every terminal', () => {
  it.for(places)('%s', async ([, env], { open }) => {
    const lab = open({ args: ['learn', 'loss', '--step', 'dh3'], env });
    await lab.waitFor(/hand in/);
    lab.type('2 (h3 - y) / n');
    await lab.waitFor(/= 2 \(h3 - y\) \/ n/);
    lab.press('enter');
    await lab.waitFor(/Right|Correct/);
    lab.press('ctrl+c');
    expect(await lab.exit()).toBe(130);
  });
});

describe('a home that cannot be used', () => {
  it.for([
    [
      'no home',
      { HOME: '', XDG_DATA_HOME: '', XDG_CACHE_HOME: '' },
      /you have no home folder|not saved/,
    ],
    [
      'a file in its place',
      { XDG_DATA_HOME: '/dev/null' },
      /something that is not a folder stands/,
    ],
    [
      'nowhere',
      { BACKPROP_LAB_DATA: '/proc/none/here' },
      /not saved in \/proc\/none\/here: .+\. Set BACKPROP/,
    ],
    [
      'a disk without room',
      { BACKPROP_LAB_DATA: '/dev/full/x' },
      /not saved in .+\. Set BACKPROP_LAB_DATA/,
    ],
  ] as const)(
    '%s: the lab runs, says so once, and offers a path',
    async ([, env, says], { home }) => {
      const input = '18\n';
      const { code, out, err } = await run(home, ['learn', 'loss', '--plain'], { input, env });
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toMatch(says);
      expect(out.split('BACKPROP_LAB_DATA').length - 1).toBe(1);
      expect(out).toMatch(/Right\./);
    },
  );
});
