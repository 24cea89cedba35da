import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { it } from '../support/lab.ts';
import { root } from '../support/root.ts';
import type { Terminal } from '../support/terminal.ts';

const learn = (...args: string[]) => ({ args: ['learn', ...args] });

/** A lesson of the tests' own, so that they hold the lab and not the wording of the course. */
const sample = (at: string) =>
  learn('sample', '--lessons', join(root, 'test/ui/lesson.md'), '--step', at);

/** The step in front, as the title bar names it. */
const step = (terminal: Terminal) => /step (\d+) of/.exec(terminal.screen())?.[1];

describe('a student in a real terminal', () => {
  it('opens the lab, solves an exercise, and sees its gradient', async ({ open }) => {
    const terminal = open();
    await terminal.waitFor(/Lessons[\s\S]*Layer 3, the weights[\s\S]*q leave/);
    terminal.press('down', 'down', 'enter');
    await terminal.waitFor(/3 · Layer 3, the weights +\S+ +step 1 of/);
    // On to the exercise, one step after the other.
    while (!terminal.screen().includes('∂L/∂W₃ = a formula')) {
      const before = step(terminal);
      terminal.press('ctrl+n');
      await terminal.waitFor((it) => step(it) !== before);
    }
    terminal.type('(dL/dh3 * (z3 > 0)) @ h2.T');
    await terminal.waitFor(/3×1 · 1×4 → 3×4/);
    terminal.press('enter');
    const solved = await terminal.waitFor(/✓ Right\./);
    expect(solved).toMatch(/∂L\/∂W₃ {2}3×4/);
    expect(solved).toMatch(/3 │ +−8 +−12 +0 +−4 +│/);
    // The heatmap is in colour: the largest entry stands on the strongest blue.
    expect(terminal.styles()).toContain('on #75baff');
    terminal.press('ctrl+c');
    expect(await terminal.exit()).toBe(130);
  });

  it('is told which mistake it was, and that a slip costs nothing', async ({ open }) => {
    const terminal = open(sample('dW3'));
    await terminal.waitFor(/esc lessons/);
    terminal.type('dL/dh3 @ h2.T');
    terminal.press('enter');
    await terminal.waitFor(/✗ Not yet\. Row 2 of your table is not zero/);
    terminal.press('ctrl+u');
    terminal.type('(dL/dh3 * (z3 > 0)) @ h2T');
    await terminal.waitFor(/\^\^\^/);
    terminal.press('enter');
    await terminal.waitFor(/\? Not judged\. I do not know h2T.*h2\.T.*costs nothing/s);
    terminal.press('ctrl+c');
    await terminal.exit();
  });

  it('comes back to where it was, with the answer half typed', async ({ open }) => {
    const first = open(learn('layer-3-weights', '--step', 'dz3'));
    await first.waitFor(/esc lessons/);
    first.type('dL/dh3 * (z3 > 0)');
    first.press('enter');
    await first.waitFor(/✓ Right\./);
    const there = step(first);
    first.press('ctrl+n');
    await first.waitFor((it) => step(it) !== there);
    first.press('ctrl+p');
    await first.waitFor((it) => step(it) === there);
    first.press('ctrl+u');
    first.type('dL/dh3 *');
    await first.waitFor(/∂L\/∂z₃ = dL\/dh3 \*/);
    first.press('escape');
    await first.waitFor(/▸ +3 +Layer 3, the weights.*1\/\d/);
    first.press('q');
    expect(await first.exit()).toBe(0);

    const again = open();
    await again.waitFor(/▸ +3 +Layer 3, the weights.*1\/\d[\s\S]*go on at step/);
    again.press('enter');
    await again.waitFor(/∂L\/∂z₃ = dL\/dh3 \*/);
    expect(step(again)).toBe(there);
    again.press('ctrl+c');
    await again.exit();
  });

  it('chooses, fills in numbers, and trains the network', async ({ open }) => {
    const terminal = open(sample('dW3-numbers'));
    await terminal.waitFor(/esc lessons/);
    terminal.type('[[4,6,0,2],[-4,-6,0,-2],[-8,-12,0,-4]]');
    terminal.press('enter');
    await terminal.waitFor(/2 │ +−4✗ +−6✗ +0✓ +−2✗/);
    terminal.press('ctrl+n');
    await terminal.waitFor(/○ b /);
    terminal.press('b', 'enter');
    await terminal.waitFor(/● b [\s\S]*✓ Right\./);
    terminal.press('escape');
    await terminal.waitFor(/q leave/);
    terminal.press('q');
    await terminal.exit();

    const run = open(sample('descent'));
    await run.waitFor(/space train/);
    run.press('space');
    await run.waitFor(/step 40 of 40 +loss 3/);
    run.type('3');
    run.press('enter');
    await run.waitFor(/✓ Right\./);
    run.press('ctrl+c');
    await run.exit();
  });

  it('shows how gradients add where a unit is used twice', async ({ open }) => {
    const lesson = join(root, 'test/ui/fan-out.md');
    const terminal = open(learn('fan', '--lessons', lesson));
    await terminal.waitFor(/tab pictures/);
    terminal.press('tab');
    await terminal.waitFor(/further back/);
    terminal.press('left', 'left');
    await terminal.waitFor(/\+ sends to h +∂L\/∂s +\+16 +\+4/);
    expect(terminal.screen()).toContain('⊕ h adds what u and s send back');
    terminal.press('left');
    await terminal.waitFor(/adds to ∂L\/∂h\[1\], column 1 of V: 1·16 \+ 0·4/);
    terminal.press('left');
    const added = await terminal.waitFor(/h = relu\(z\)/);
    expect(added).toMatch(/\+ from s +∂L\/∂s +\+16 +\+4/);
    expect(added).toMatch(/\+ from u +Vᵀ ∂L\/∂u +\+16 +\+36/);
    expect(added).toMatch(/comes in +∂L\/∂h +\+32 +\+40/);
    terminal.press('ctrl+c');
    await terminal.exit();
  });

  it('shows an experiment at its end, and nothing between, where nothing is to move', async ({
    open,
  }) => {
    const { args } = sample('descent');
    const steps = async (terminal: Terminal) => {
      const seen = new Set<string>();
      await terminal.waitFor(/space train/);
      terminal.press('space');
      await terminal.waitFor((it) => {
        const step = /step (\d+) of 40/.exec(it.screen())?.[1];
        if (step) seen.add(step);
        return step === '40';
      });
      terminal.press('ctrl+c');
      await terminal.exit();
      return [...seen];
    };
    expect(await steps(open({ args: [...args, '--still'] }))).toEqual(['0', '40']);
    expect((await steps(open({ args }))).length).toBeGreaterThan(2);
  });
});
