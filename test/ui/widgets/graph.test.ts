import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeTheme } from '../../../src/ui/theme.ts';
import * as sample from '../../../src/ui/widgets/gallerySamples.ts';
import { chains, fanOuts, type GraphNode } from '../../../src/ui/widgets/graphChains.ts';
import { graphLines } from '../../../src/ui/widgets/graphLines.ts';
import { lineWidth } from '../../../src/ui/widgets/run.ts';
import { words } from '../support.ts';

const theme = makeTheme('mono', 'none');

function frame(nodes: readonly GraphNode[], width: number, height: number, focus?: string): string {
  return words(graphLines({ theme, nodes, width, height, focus }));
}

test('on the way back', () => {
  expect(frame(sample.network, 60, 12, 'z₃')).toMatchInlineSnapshot(`
    "       W₁            W₂            W₃            y
           │             │             │             │
     x ──▶ z₁ ──▶ h₁ ──▶ z₂ ──▶ h₂ ──▶[z₃]──▶ h₃ ──▶ L
                                       ◀━━━━━━◀━━━━━━◀ 1
                  ●○●          ●●○●           ●○●
    2×1    3×1    3×1    4×1    4×1    3×1    3×1"
  `);
});

test('on the way forward, what is to come is dotted', () => {
  expect(frame(sample.forward, 60, 12, 'h₂')).toMatchInlineSnapshot(`
    "       W₁            W₂            W₃            y
           │             │             │             │
     x ──▶ z₁ ──▶ h₁ ──▶ z₂ ──▶[h₂]╌╌▶ z₃ ╌╌▶ h₃ ╌╌▶ L
                  ●○●          ●●○●           ●○●
    2×1    3×1    3×1    4×1    4×1    3×1    3×1"
  `);
});

test('broken where it is too wide', () => {
  expect(frame(sample.network, 34, 16, 'z₃')).toMatchInlineSnapshot(`
    "       W₁            W₂
           │             │
     x ──▶ z₁ ──▶ h₁ ──▶ z₂ ──▶ h₂ ──▶
                  ●○●          ●●○●
    2×1    3×1    3×1    4×1    4×1

     W₃            y
     │             │
    [z₃]──▶ h₃ ──▶ L
     ◀━━━━━━◀━━━━━━◀ 1
            ●○●
     3×1    3×1"
  `);
});

test('gradients that add', () => {
  expect(frame(sample.residual, 60, 12, 'x')).toMatchInlineSnapshot(`
    "       W
           ↑
    [x]──▶ z ───▶ h ──▶ s ──▶ L
     ⊕━━━━━◀━━━━━◀━━━━━━◀━━━━━◀ 1
                ●●○●
    4×1   4×1    4×1   4×1

     x ──▶ s
     ◀━━━━━◀

    ⊕ x adds what z and s send back"
  `);
});

test('shapes, units and parameters give way in turn; the node in focus stays in view', () => {
  expect(frame(sample.network, 60, 5)).not.toContain('3×1');
  expect(frame(sample.network, 60, 2)).not.toContain('W₁');
  expect(frame(sample.network, 20, 3, 'z₃')).toContain('[z₃]');
});

test('fan-outs are nodes that several others read', () => {
  expect(fanOuts(sample.residual).map(({ node, readers }) => [node.name, readers])).toEqual([
    ['x', ['z', 's']],
  ]);
});

/** Any graph: each node reads some of those before it. */
const graphs = fc
  .array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 12 })
  .map((all) =>
    all.map((reads, i): GraphNode => {
      const inputs = i === 0 ? [] : [...new Set(reads.map((n) => `n${n % i}`))];
      return { name: `n${i}`, inputs, state: 'backward' };
    }),
  );

test('every node is drawn in full once and every arrow once, in any graph', () => {
  fc.assert(
    fc.property(graphs, (nodes) => {
      const found = chains(nodes);
      const full = found.flatMap((chain) =>
        chain.flatMap(({ node, leaves, again }) => [
          ...(again ? [] : [node.name]),
          ...leaves.map((l) => l.name),
        ]),
      );
      expect(full.sort()).toEqual(nodes.map(({ name }) => name).sort());
      const arrows = found.flatMap((chain) =>
        chain.flatMap(({ node, leaves }, i) => [
          ...(i > 0 ? [`${chain[i - 1]!.node.name}>${node.name}`] : []),
          ...leaves.map((leaf) => `${leaf.name}>${node.name}`),
        ]),
      );
      const wanted = nodes.flatMap(({ name, inputs }) => inputs.map((input) => `${input}>${name}`));
      expect(arrows.sort()).toEqual(wanted.sort());
    }),
  );
});

test('any graph stays in its box', () => {
  const side = fc.integer({ min: 6, max: 80 });
  fc.assert(
    fc.property(graphs, side, side, (nodes, width, height) => {
      const lines = graphLines({ theme, nodes, width, height, focus: 'n0' });
      expect(lines.length).toBeLessThanOrEqual(height);
      for (const line of lines) expect(lineWidth(line)).toBeLessThanOrEqual(width);
    }),
  );
});
