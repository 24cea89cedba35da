import { describe, expect } from 'vitest';
import { it } from '../support/lab.ts';

const learn = (lesson: string, step: string, cols = 80, rows = 24) => ({
  args: ['learn', lesson, '--step', step],
  ...{ cols, rows },
});

describe('what a student plays with in a real terminal', () => {
  it('moves an output past its target and sees the slope turn', async ({ open }) => {
    const terminal = open(learn('loss', 'turn'));
    await terminal.waitFor(/\? keys/);
    terminal.press('tab');
    await terminal.waitFor(/h₃\[1\] 4 {3}loss 18 {3}slope 2/);
    terminal.press(...Array.from({ length: 6 }, () => 'left'));
    await terminal.waitFor(/h₃\[1\] 1 {3}loss 15 {3}slope 0/);
    terminal.press('left');
    await terminal.waitFor(/slope −0\.333[\s\S]*raise h₃\[1\] and L falls/);
    terminal.press('escape');
    await terminal.waitFor(/↵ hand in/);
    terminal.press('b', 'enter');
    await terminal.waitFor(/✓ Right\./);
    terminal.press('ctrl+c');
    expect(await terminal.exit()).toBe(130);
  });

  it('calls backward() twice, sets the gradient to zero, and calls it once more', async ({
    open,
  }) => {
    const terminal = open(learn('class', 'calls'));
    await terminal.waitFor(/\? keys/);
    terminal.press('tab', 'space', 'space');
    await terminal.waitFor(/1 │ \+9 {2}\+9 │/);
    terminal.press('z');
    await terminal.waitFor(/a\.grad = 0/);
    terminal.press('space');
    await terminal.waitFor(/1 │ \+4\.5 {2}\+4\.5 │/);
    terminal.press('ctrl+c');
    await terminal.exit();
  });

  it('walks to W₃, whose columns light up one after the other', async ({ open }) => {
    const terminal = open(learn('layer-3-input', 'what-you-learned', 100, 30));
    await terminal.waitFor(/\? keys/);
    terminal.press('tab', 'left', 'left', 'left');
    await terminal.waitFor(/1 │\[\+1\] \+1 {2}\+2 {2}−1 │/);
    terminal.press('down');
    await terminal.waitFor(/column 2 of W₃[\s\S]*1 │ \+1 \[\+1\] \+2 {2}−1 │/);
    expect(terminal.screen()).toContain('used twice');
    terminal.press('ctrl+c');
    await terminal.exit();
  });

  it('sees a step as row Jacobians and as columns again', async ({ open }) => {
    const terminal = open(learn('layer-3-input', 'dh2'));
    await terminal.waitFor(/∂L\/∂h₃ {2}3×1/);
    terminal.press('alt+r');
    await terminal.waitFor(/∂L\/∂h₃ {2}1×3/);
    terminal.type('W3.T @ (dL/dh3 * (z3 > 0))');
    terminal.press('enter');
    await terminal.waitFor(/✓ Right\./);
    expect(terminal.screen()).toContain('1×4 = 1×3 · 3×4');
    terminal.press('alt+r');
    await terminal.waitFor(/4×1 = 4×3 · 3×1/);
    terminal.press('ctrl+c');
    await terminal.exit();
  });
});
