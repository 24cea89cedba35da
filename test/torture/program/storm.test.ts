import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { type Key, keySequence, pasteSequence } from '../../support/keys.ts';
import { it } from '../../support/lab.ts';
import { root } from '../../support/root.ts';
import { type Chance, chance, figure, full, rounds, trace } from '../../support/torture.ts';

const named: readonly Key[] = [
  ...(['enter', 'tab', 'shift+tab', 'space', 'backspace', 'delete', 'up', 'down'] as const),
  ...(['right', 'left', 'home', 'end', 'pageup', 'pagedown', 'escape'] as const),
  ...[...'abdefghjklnoprstuvwxy'].map((letter): Key => `ctrl+${letter}`),
  ...['alt+b', 'alt+f', 'alt+d', 'alt+backspace', '?', '/', ':', 'q', 'x', 'λ', '漢', '👩'],
];

/** Halves of sequences, reports nobody asked for, and what a mouse or a bad line sends. */
const noise = [
  ...['\u001b[', '\u001b[<0;10;5M', '\u001b[I', '\u001b[O', '\u001b]11;rgb:ffff/0000/zzzz\u0007'],
  ...['\u001b[?2026;2$y', '\u001b[200~', '\u001b[201~', '\u001bP+r\u001b\\', '\u001b[999;999R'],
  ...['\u001b[1;1;1;1;1u', '\u0000', '\u0080\u009b31m', '\ufffd'],
];

/** What is typed at once: keys, text, a paste, noise. Ctrl-C and Ctrl-Z would end or stop the lab. */
function burst(random: Chance): string {
  switch (random.int(8)) {
    case 0:
      return pasteSequence(
        random.pick(['dL/dh3 @ h2.T', '(('.repeat(500), '\n\n', 'é'.repeat(600)]),
      );
    case 1:
      return random.pick(noise);
    case 2:
      return random.pick(['2 (h3 - y) / n\r', '[1, 2]\r', '3x1\r', 'a\r', 'relu(z3)\r']);
    default:
      return Array.from({ length: 1 + random.int(6) }, () => keySequence(random.pick(named))).join(
        '',
      );
  }
}

/** A pseudo-terminal holds 4 kB; whoever writes more before it is read waits for ever. */
const queue = 2000;

/** Where the longest time that a lab stood still is written. */
const pulse = (home: string) => join(home, 'pulse');

describe('a storm of keys and sizes', () => {
  it('never brings the lab down, and the terminal is as it was', async ({ open, home }) => {
    const random = chance('storm');
    const count = rounds(5000, 150);
    const each = 2000;
    const times: number[] = [];
    let labs = 0;
    let unread = 0;
    const still = { cold: 0, warm: 0 };
    for (let done = 0; done < count; labs++) {
      const lab = open({
        args: ['learn', random.pick(['loss', 'layer-2', 'class', 'descent'])],
        env: {
          NODE_OPTIONS: `--require ${join(root, 'test/support/pulse.cjs')}`,
          PULSE: pulse(home),
        },
      });
      await lab.waitFor(/\? keys/);
      for (let i = 0; i < each && done < count && lab.isRunning(); i++, done++) {
        if (random.int(3) > 0 && unread < queue) {
          const bytes = burst(random);
          unread += Buffer.byteLength(bytes);
          lab.send(bytes);
          continue;
        }
        // No key needs to show, but another size does: then everything before it was dealt with.
        const written = lab.raw().length;
        const sent = performance.now();
        lab.resize(2 * (1 + random.int(110)) + (i % 2), 1 + random.int(70));
        if (random.int(2) === 0 && unread < queue) continue;
        unread = 0;
        await lab.waitFor((it) => it.raw().length > written || !it.isRunning());
        times.push(performance.now() - sent);
      }
      lab.resize(100, 30);
      lab.send('\u001b[201~');
      if (lab.isRunning()) lab.press('ctrl+c');
      const code = await lab.exit();
      const { cold, warm } = JSON.parse(readFileSync(pulse(home), 'utf8')) as typeof still;
      still.cold = Math.max(still.cold, cold);
      still.warm = Math.max(still.warm, warm);
      expect([0, 130]).toContain(code);
      const text = lab.raw();
      if (trace.test(text)) expect.fail(text.slice(text.search(trace) - 500).slice(0, 2000));
      expect(text).not.toContain('it did not expect:');
      const progress = join(home, 'data/backprop-lab/progress.json');
      if (existsSync(progress)) JSON.parse(readFileSync(progress, 'utf8'));
    }
    times.sort((a, b) => a - b);
    const [middle, late] = [0.5, 0.99].map((part) => times[Math.floor(part * times.length)]);
    figure(`${count} bursts of keys, pastes, noise and resizes in ${labs} labs`);
    figure(
      `an answer to a resize after ${middle?.toFixed(0)} ms, 99 % within ${late?.toFixed(0)} ms`,
    );
    figure(
      `stood still for at most ${still.warm.toFixed(0)} ms, and ${still.cold.toFixed(0)} ms in the first second of work, start and all`,
    );
    expect(labs).toBeGreaterThan(0);
    // Nothing is timed where figures are not asked for; but that it is measured must show.
    expect(still.cold).toBeGreaterThan(0);
    if (!full) return;
    expect(still.warm).toBeGreaterThan(0);
    // What waited meanwhile is dealt with in one go; one key alone is timed in keys.test.ts.
    expect(still.warm).toBeLessThan(1000);
  }, 1_200_000);
});
