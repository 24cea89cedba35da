import { readdirSync, readFileSync } from 'node:fs';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { template } from '../../src/lesson/template.ts';
import { lessonSheet, stepSheet } from '../../src/ui/sheet.ts';
import { lessonOf, oneLayer } from '../kit/lesson.ts';
import { root } from '../support/root.ts';

const plain = { ascii: false, answers: 'blank' } as const;
const lesson = lessonOf(oneLayer);
const shipped = readdirSync(`${root}/lessons`)
  .filter((name) => name.endsWith('.md'))
  .map((name) => readFileSync(`${root}/lessons/${name}`, 'utf8'));

describe('a lesson on paper', () => {
  test('looks like this', async () => {
    const page = `${lessonSheet(lesson, plain).join('\n')}\n`;
    await expect(page).toMatchFileSnapshot('golden/sheet.txt');
  });

  test('in ASCII looks like this', async () => {
    const page = `${lessonSheet(lesson, { ...plain, ascii: true }).join('\n')}\n`;
    expect(page).toMatch(/^[\x20-\x7e\n]*$/);
    await expect(page).toMatchFileSnapshot('golden/sheet.ascii.txt');
  });

  test('with answers has the solution, the hints and the notes', () => {
    const page = lessonSheet(lesson, { ...plain, answers: 'key' }).join('\n');
    expect(page).toContain('Answer (dW): (∂L/∂h ⊙ 1[z>0]) xᵀ');
    expect(page).toContain('Mask, then the outer product.');
    expect(page).toContain('Hint 2: Which pairs do they join?');
    expect(page).toContain('Note: Ask the class.');
    expect(page).toContain('∂L/∂W (3×2)');
  });

  test('has each step also alone, with the network it is about', () => {
    const page = lessonSheet(lesson, plain).join('\n');
    lesson.steps.forEach((_, i) => {
      const [title, rule, ...rest] = stepSheet(lesson, i, plain);
      expect(page).toContain(`${title}\n${rule}\n`);
      expect(rest.slice(0, 4)).toEqual(['', 'The network:', '', '    z = W x']);
      expect(page).toContain(rest.slice(-3).join('\n'));
    });
  });

  test.each([...shipped, template('one')])('fits 80 columns and tells no answer, %#', (text) => {
    const read = lessonOf(text);
    for (const ascii of [false, true]) {
      const lines = lessonSheet(read, { ascii, answers: 'blank' });
      expect(lines.filter((line) => stringWidth(line) > 80 || /\s$/.test(line))).toEqual([]);
      expect(lines.join('\n')).not.toMatch(/Answer \(|Hint \d/);
    }
  });

  test('lets nothing of a lesson steer the terminal', () => {
    const sly = { ...lesson, title: '\u001B[31mred', goal: 'a\u202Eb' };
    expect(lessonSheet(sly, plain).join('\n')).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  });
});
