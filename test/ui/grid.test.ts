import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Grid, gridText, moveGrid, openGrid, tabGrid, withCell } from '../../src/ui/grid.ts';
import { at, deskOf, press, screen, type } from './support.ts';

test.each([
  ['', [['']]],
  ['18', [['18']]],
  ['[1, 2]', [['1'], ['2']]],
  ['[1 2]', [['1'], ['2']]],
  [
    '[[1, 2], [3, 4]]',
    [
      ['1', '2'],
      ['3', '4'],
    ],
  ],
  [
    '[1 2; 3 4]',
    [
      ['1', '2'],
      ['3', '4'],
    ],
  ],
  [
    '[1, 2; 3, 4]',
    [
      ['1', '2'],
      ['3', '4'],
    ],
  ],
  ['[[max(1, 2), -1/2]]', [['max(1, 2)', '-1/2']]],
  [
    '[[1, 2], [3]]',
    [
      ['1', '2'],
      ['3', ''],
    ],
  ],
] as const)('%j is opened entry by entry', (text, cells) => {
  expect(openGrid(text).cells).toEqual(cells);
});

test('what was filled in is typed as it would be by hand, and opens as the same', () => {
  const entry = fc.constantFrom('1', '-2.5', '9/2', '(1 + 2)/3', 'exp(1)', '0');
  const matrix = fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
    .chain(([rows, cols]) =>
      fc.array(fc.array(entry, { minLength: cols, maxLength: cols }), {
        minLength: rows,
        maxLength: rows,
      }),
    );
  fc.assert(
    fc.property(matrix, (cells) => {
      const grid: Grid = { cells, row: 0, col: 0 };
      expect(openGrid(gridText(grid)).cells).toEqual(cells);
    }),
  );
});

test('however one moves, the entry in hand is one of the grid, and nothing typed is lost', () => {
  const step = fc.oneof(
    fc.record({ rows: fc.integer({ min: -2, max: 2 }), cols: fc.integer({ min: -2, max: 2 }) }),
    fc.constantFrom(1 as const, -1 as const),
    fc.constantFrom('7', ''),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let grid = openGrid('');
      for (const each of steps) {
        const before = gridText(grid);
        if (typeof each === 'string') grid = withCell(grid, each);
        else if (typeof each === 'number') grid = tabGrid(grid, each);
        else grid = moveGrid(grid, each.rows, each.cols);
        expect(grid.cells[grid.row]?.[grid.col]).toBeTypeOf('string');
        expect(new Set(grid.cells.map((row) => row.length)).size).toBe(1);
        if (typeof each !== 'string') expect(gridText(grid)).toBe(before);
      }
    }),
  );
});

test('a matrix is filled in with arrows, handed in, marked, and goes on as a line', () => {
  const keys = (words: string) => words.split(' ');
  const first = press(
    deskOf(at('dW3-numbers'), 100, 30),
    ...keys('ctrl+o 4 right 6 right 0 right 2 down home - 2 tab'),
  );
  expect(first.grid).toMatchObject({ row: 2, col: 0 });
  const desk = type(press(first, ...keys('up')), '0');
  expect(gridText(desk.grid!)).toMatch(/^\[\[4, 6, 0, 2\], \[0, , , -2\]\]$/);
  expect(screen(desk)).toMatch(/∂L\/∂W₃\[2,1\] = 0/);
  const wrong = press(
    desk,
    ...keys('right 0 right 0 right backspace backspace 0 down - 4 left 0 left - 1 2 left 8 enter'),
  );
  expect(gridText(wrong.grid!)).toBe('[[4, 6, 0, 2], [0, 0, 0, 0], [8, -12, 0, -4]]');
  expect(screen(wrong)).toMatch(/3 │ *\[? *8✗/);
  const right = press(wrong, 'home', '-', 'enter');
  expect(right.grid).toBeNull();
  expect(right.editor.text).toBe('[[4, 6, 0, 2], [0, 0, 0, 0], [-8, -12, 0, -4]]');
  expect(screen(right)).toContain('✓');
});

test('a comma goes on to the next entry, except between brackets', () => {
  const desk = type(press(deskOf(at('dW3-numbers'), 100, 30), 'ctrl+o'), 'max(1,2),3');
  expect(desk.grid!.cells).toEqual([['max(1,2)', '3']]);
});

test('a matrix with a gap is not handed in: Enter goes there', () => {
  const keys = 'ctrl+o 4 right 6 down 2 enter'.split(' ');
  const desk = press(deskOf(at('dW3-numbers'), 100, 30), ...keys);
  expect(desk.grid).toMatchObject({ row: 1, col: 0 });
  expect(screen(desk)).toContain('row 2, column 1 is empty');
  expect(desk.session.progress.lessons.sample?.exercises['dW3-numbers']?.attempts ?? []).toEqual(
    [],
  );
});

test('what stood in the line is in the grid, and back', () => {
  const typed = type(deskOf(at('dW3-numbers'), 80, 24), '[[1, 2], [3, 4]]');
  const grid = press(typed, 'ctrl+o');
  expect(grid.editor.text).toBe('1');
  expect(screen(grid)).toMatch(/4 of 4 filled in/);
  const back = press(grid, 'escape');
  expect(back.editor.text).toBe('[[1, 2], [3, 4]]');
});
