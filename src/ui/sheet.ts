import { showShape } from '../engine/shape.ts';
import { derivationOf, rowsOf } from '../lesson/derivation.ts';
import { type Exercise, offersOf, solve } from '../lesson/exercises/index.ts';
import type { Block, Lesson, Network, Picture, Prose, Show, Step } from '../lesson/lesson.ts';
import { mathText } from '../lesson/mathtext.ts';
import { shapesIn } from '../lesson/rows.ts';
import { formulaOf, tensorOf } from '../lesson/worked.ts';
import { parseLatex } from '../notation/latex.ts';
import { layout, toLines } from '../notation/layout.ts';
import { print, printName } from '../notation/print.ts';
import { printable, toAscii } from './glyphs.ts';
import { numberFormat } from './widgets/numbers.ts';
import { beside, columns, run, wrap } from './widgets/run.ts';

/** How a lesson is put on paper. */
export interface SheetOptions {
  /** ASCII characters only. */
  readonly ascii: boolean;
  /** A blank to write on; nothing; or the solutions, hints and notes, for the instructor. */
  readonly answers: 'blank' | 'none' | 'key';
}

const width = 76;

/**
 * A lesson as lines of at most 80 columns: formulas in two dimensions, matrices as rows, exercises
 * with their questions. What an exercise asks for stands nowhere on it, unless answers are wanted.
 */
export function lessonSheet(lesson: Lesson, options: SheetOptions): readonly string[] {
  const sheet = new Sheet(lesson, options);
  return sheet.clean([...sheet.head(), ...lesson.steps.flatMap((_, i) => ['', ...sheet.step(i)])]);
}

/** One step of a lesson, by its index, in the same form, with the network it is about. */
export function stepSheet(lesson: Lesson, index: number, options: SheetOptions): readonly string[] {
  const sheet = new Sheet(lesson, options);
  return sheet.clean(sheet.step(index, true));
}

type Draw<K extends Block['kind']> = (
  sheet: Sheet,
  block: Extract<Block, { readonly kind: K }>,
) => readonly string[];

const draws: { readonly [K in Block['kind']]: Draw<K> } = {
  heading: (sheet, { text }) => sheet.prose(text),
  paragraph: (sheet, { text }) => sheet.prose(text),
  quote: (sheet, { text }) => hang('| ', sheet.prose(text, width - 2), '| '),
  list: (sheet, { ordered, items }) =>
    items.flatMap((item, i) => hang(ordered ? `${i + 1}. ` : '- ', sheet.prose(item, width - 4))),
  formula: (sheet, { tex }) => sheet.formula(tex),
  code: (_, { text }) => text.split('\n').map((line) => `    ${line}`),
  show: (sheet, block) => sheet.show(block),
  exercise: (sheet, { exercise }) => sheet.exercise(exercise),
  note: (sheet, { text }) =>
    sheet.options.answers === 'key' ? hang('Note: ', words(text, width - 6)) : [],
};

class Sheet {
  readonly options: SheetOptions;
  private readonly lesson: Lesson;
  /** What the exercises ask for, by the id of the first that does. */
  private readonly asked: ReadonlyMap<string, string>;

  constructor(lesson: Lesson, options: SheetOptions) {
    this.lesson = lesson;
    this.options = options;
    const wanted = lesson.steps.flatMap(({ exercise }) =>
      exercise && 'wants' in exercise && exercise.kind !== 'shape'
        ? [[exercise.wants, exercise.id] as const]
        : [],
    );
    this.asked = new Map(wanted.reverse());
  }

  head(): readonly string[] {
    const { title, id, goal, needs, minutes } = this.lesson;
    const gap = Math.max(2, width - columns(title) - columns(id));
    const about = [
      ...(needs.length > 0 ? [`Comes after ${needs.join(', ')}.`] : []),
      ...(minutes === null ? [] : [`About ${minutes} minutes.`]),
    ].join(' ');
    return [
      title + ' '.repeat(gap) + id,
      ...words(goal, width),
      ...(about === '' ? [] : words(about, width)),
    ];
  }

  step(index: number, alone = false): readonly string[] {
    const { steps } = this.lesson;
    const step = steps[index]!;
    const title = `${index + 1}. ${step.title}`;
    const blocks = step.blocks.map((block) => this.block(block)).filter((it) => it.length > 0);
    const network = alone || this.isNew(index) ? this.network(step) : [];
    const parts = [...(network.length > 0 ? [network] : []), ...blocks];
    return [title, '─'.repeat(columns(title)), ...parts.flatMap((part) => ['', ...part])];
  }

  private block<B extends Block>(block: B): readonly string[] {
    return (draws[block.kind] as unknown as (sheet: Sheet, block: B) => readonly string[])(
      this,
      block,
    );
  }

  /** Whether a step has another network, or other numbers, than the one before. */
  private isNew(index: number): boolean {
    const what = (network: Network | null | undefined) =>
      JSON.stringify([network?.program, network?.values]);
    const { steps } = this.lesson;
    return what(steps[index]!.network) !== what(steps[index - 1]?.network);
  }

  private network({ network }: Step): readonly string[] {
    if (!network) return [];
    const inputs = Object.keys(network.shapes);
    const defined = network.names.filter((name) => !inputs.includes(name));
    return [
      'The network:',
      '',
      ...defined.map((name) => `    ${printName(name)} = ${formulaOf(network, name) ?? '…'}`),
      ...this.matrices(inputs, network),
    ];
  }

  formula(tex: string): readonly string[] {
    const read = parseLatex(tex);
    if (!read.ok) return [`    ${tex}`];
    const { ascii } = this.options;
    const wide = layout(read.math, { width: width - 4, ascii });
    if (!wide.overflow) return toLines(wide).map((line) => `    ${line}`);
    return toLines(layout(read.math, { width: 80, ascii }));
  }

  show({ pictures, after, alt, network }: Show): readonly string[] {
    const isHidden = (name: string) =>
      this.options.answers !== 'key' && (after !== null || this.asked.has(name));
    const open = pictures.filter((each) => !('of' in each) || !isHidden(each.of));
    const heatmaps = open.flatMap((each) => (each.kind === 'heatmap' ? [each.of] : []));
    const others = open.flatMap((each) => sentenceFor(each, network));
    const hidden = pictures.flatMap((each) =>
      'of' in each && isHidden(each.of)
        ? [`(${printName(each.of)}: ${this.when(each.of, after)})`]
        : [],
    );
    const drawn = [...others, ...this.matrices(heatmaps, network)];
    const lines = [...drawn, ...(drawn.length > 0 && hidden.length > 0 ? [''] : []), ...hidden];
    const isTold = after === null || this.options.answers === 'key';
    const caption = alt !== null && isTold ? ['', ...words(alt, width)] : [];
    return [...lines, ...caption].slice(lines[0] === '' || lines.length === 0 ? 1 : 0);
  }

  private when(name: string, after: string | null): string {
    return `drawn in the lab once ${after ?? this.asked.get(name)} is answered`;
  }

  /** Matrices side by side as long as the lines hold them, each under its name. */
  private matrices(names: readonly string[], network: Network): readonly string[] {
    const drawn = names.flatMap((name) => {
      const tensor = tensorOf(network, name);
      return tensor ? [this.matrix(name, tensor)] : [];
    });
    const shelves: (readonly string[])[][] = [];
    for (const block of drawn) {
      const last = shelves.at(-1);
      const used = last?.reduce((sum, each) => sum + widest(each) + 3, 0) ?? 80;
      if (last && used + widest(block) <= width - 4) last.push(block);
      else shelves.push([block]);
    }
    return shelves.flatMap((shelf) => [
      '',
      ...beside(
        shelf.map((block) => block.map((line) => [run(line)])),
        3,
      ).map((line) => `    ${line.map(({ text }) => text).join('')}`),
    ]);
  }

  private matrix(
    name: string,
    tensor: NonNullable<ReturnType<typeof tensorOf>>,
  ): readonly string[] {
    const { rows, cols, data } = tensor;
    const { write } = numberFormat(data, this.options.ascii);
    const cells = Array.from(data, (x) => write(x).replace('+', ' '));
    const isBlank = cells.every((cell) => cell.startsWith(' '));
    const entries = isBlank ? cells.map((cell) => cell.slice(1)) : cells;
    const fit = Math.max(1, Math.floor((width - 8) / ((entries[0]?.length ?? 0) + 2)));
    const line = (i: number) => {
      const shown = entries.slice(i * cols, i * cols + Math.min(cols, fit));
      return `[ ${shown.join('  ')}${cols > fit ? '  …' : ''} ]`;
    };
    const most = 16;
    return [
      rows * cols === 1 ? printName(name) : `${printName(name)} (${rows}×${cols})`,
      ...Array.from({ length: Math.min(rows, most) }, (_, i) => line(i)),
      ...(rows > most ? [`… ${rows - most} rows more`] : []),
    ];
  }

  exercise(exercise: Exercise): readonly string[] {
    const room = width - 6;
    return [
      ...hang('    ? ', this.prose(exercise.ask, room)),
      ...offersOf(exercise).flatMap(({ name, text }) => {
        const mark = `      ${name.padEnd(2)} `;
        return hang(mark, this.prose(text, width - mark.length));
      }),
      ...this.answer(exercise),
    ];
  }

  private answer(exercise: Exercise): readonly string[] {
    switch (this.options.answers) {
      case 'blank':
        return [...offerLines(exercise), '', `      Answer: ${'_'.repeat(48)}`];
      case 'key':
        return ['', ...this.solution(exercise)];
      case 'none':
        return [];
    }
  }

  private solution(exercise: Exercise): readonly string[] {
    const { answer, shown } = solve(exercise);
    const why = exercise.why ? this.prose(exercise.why, width - 6) : [];
    const written = shown === null || shown === answer ? answer : `${answer}   (${shown})`;
    return [
      `      Answer (${exercise.id}): ${written}`,
      ...hang('      ', why),
      ...derivationOf(exercise).map(
        ({ name, definition }) => `          ${printName(name)} = ${print(definition)}`,
      ),
      ...rowLines(exercise),
      ...exercise.hints.flatMap((hint, i) =>
        hang(`      Hint ${i + 1}: `, this.prose(hint, width - 14)),
      ),
    ];
  }

  prose(text: Prose, room = width): readonly string[] {
    const { ascii } = this.options;
    const runs = text.map(({ kind, text: piece }) => ({
      ...run(kind === 'math' ? mathText(piece, { ascii }) : piece),
      whole: kind === 'math' || kind === 'code',
    }));
    return wrap(runs, room).map((line) => line.map((each) => each.text).join(''));
  }

  /** Nothing of a lesson steers the terminal, and no line ends in blanks. */
  clean(lines: readonly string[]): readonly string[] {
    return lines.map((line) => {
      const text = printable(line).trimEnd();
      return this.options.ascii ? toAscii(text.replace(/[²³ᵀ]/g, raised)) : text;
    });
  }
}

/** That the lab shows the step in the other convention as well. */
function offerLines(exercise: Exercise): readonly string[] {
  const offers = 'rows' in exercise && exercise.rows;
  return offers ? ['', '      (The lab shows gradients as row Jacobians here too, at alt-r.)'] : [];
}

/** The solution as row Jacobians with its shapes, where the exercise offers it. */
function rowLines(exercise: Exercise): readonly string[] {
  const equations = rowsOf(exercise).flatMap(({ name, definition }) => [
    `          ${printName(name)} = ${print(definition)}`,
    `          ${showShape(definition.shape!)} = ${shapesIn(definition)}`,
  ]);
  return equations.length > 0 ? ['      As row Jacobians:', ...equations] : [];
}

/** Pictures that are no matrices, as far as words can stand for them. */
function sentenceFor(picture: Picture, network: Network): readonly string[] {
  switch (picture.kind) {
    case 'heatmap':
      return [];
    case 'formula':
      return [`    ${printName(picture.of)} = ${formulaOf(network, picture.of) ?? '…'}`];
    case 'graph':
      return ['(The lab draws the network here.)'];
    case 'forward':
      return ['(In the lab the forward pass can be walked here, node by node.)'];
    case 'backward':
      return ['(In the lab the backward pass can be walked here, step by step.)'];
    case 'chart':
      return ['(In the lab a chart of the loss is drawn here.)'];
    case 'slide':
      return [`(In the lab the entries of ${printName(picture.of)} can be moved here.)`];
    case 'calls':
      return ['(In the lab backward() can be called here, again and again.)'];
  }
}

/** A letter that is raised would else come down beside what it is on. */
function raised(glyph: string): string {
  return `^${glyph.normalize('NFKD')}`;
}

function words(text: string, room: number): readonly string[] {
  return wrap([run(text)], room).map((line) => line.map((each) => each.text).join(''));
}

function widest(lines: readonly string[]): number {
  return Math.max(0, ...lines.map(columns));
}

/** The first line behind a mark, the others where its words start. */
function hang(mark: string, lines: readonly string[], rest = ' '.repeat(mark.length)) {
  return lines.map((line, i) => (i === 0 ? mark : rest) + line);
}
