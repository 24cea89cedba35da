import { describe, expect } from 'vitest';
import { it } from '../support/lab.ts';
import type { LabOptions } from '../support/open.ts';

// The first frame is painted before Ink is loaded; Ink then has to find its own frame there.

const ENTER = '\u001B[?1049h';
const RELEASE = '\u001B[?2026l';
/** What Ink writes last when it starts: it wants to be told what was pasted. */
const PASTES = '\u001B[?2004h';

const screens: readonly (LabOptions & { readonly name: string })[] = [
  { name: 'the list of lessons', args: [] },
  { name: 'a text', args: ['learn', 'loss'] },
  { name: 'an answer', args: ['learn', 'layer-3-weights', '--step', 'dW3'] },
  { name: 'an answer on a narrow screen', args: ['learn', 'layer-3-weights'], cols: 80, rows: 24 },
  { name: 'an experiment, light', args: ['learn', 'descent', '--theme', 'light'], cols: 120 },
  { name: '256 colours', args: ['learn', 'class'], env: { COLORTERM: '' }, cols: 120, rows: 40 },
  { name: '16 colours', args: ['learn', 'class'], env: { COLORTERM: '', TERM: 'xterm' } },
  { name: 'no colours', args: ['learn', 'class', '--ascii'], env: { NO_COLOR: '1' } },
  { name: 'a screen that is too small', args: ['learn', 'loss'], cols: 50, rows: 10 },
];

describe('the first frame', () => {
  it.for(screens)(
    '$name: Ink finds it on the screen as it would have drawn it',
    async (options, { open }) => {
      const lab = open(options);
      await lab.waitFor((it) => it.raw().includes(PASTES));
      const [before, painted, ...entered] = lab.raw().split(ENTER);
      expect(before).toBe('');
      expect(entered).toEqual([]);
      const [frame, ...after] = painted!.split(RELEASE);
      expect(frame!.length).toBeGreaterThan(100);
      // Modes are set and asked for; not a cell is written.
      expect(after.join('').replace(/\u001B(\[\?\d+[hl]|\]11;\?\u001B\\)/g, '')).toBe('');
    },
  );
});
