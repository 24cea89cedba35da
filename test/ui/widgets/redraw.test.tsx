import { render } from 'ink-testing-library';
import { expect, it } from 'vitest';
import { makeTheme } from '../../../src/ui/theme.ts';
import { AnswerField } from '../../../src/ui/widgets/AnswerField.tsx';

const theme = makeTheme('mono', 'none');
const field = (text: string, reading: string) => (
  <AnswerField
    theme={theme}
    width={60}
    prompt="∂L/∂W₃ ="
    text={text}
    cursor={text.length}
    reading={reading}
    shapes="3×1 · 1×4 → 3×4"
  />
);

it('draws a widget anew when what it shows has changed, and only then', () => {
  const { lastFrame, frames, rerender } = render(field('dL_dh3', '∂L/∂h₃'));
  expect(lastFrame()).toContain('∂L/∂W₃ = dL_dh3');
  const before = frames.length;
  rerender(field('dL_dh3', '∂L/∂h₃'));
  expect(frames.slice(before).every((frame) => frame === frames[before - 1])).toBe(true);
  rerender(field('dL_dh3 @ h2.T', '∂L/∂h₃ h₂ᵀ'));
  expect(lastFrame()).toContain('dL_dh3 @ h2.T');
  expect(lastFrame()).toContain('∂L/∂h₃ h₂ᵀ');
});
