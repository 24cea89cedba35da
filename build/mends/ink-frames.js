import { kept } from './kept.js';

/**
 * Nothing but characters to see and colour sequences: text that is safe and needs no taking apart.
 * A mark after a sequence would have to change places with it.
 */
const plain = String.raw`const plain = /^(?:[^\p{Control}\p{Default_Ignorable_Code_Point}]|\x1b\[[\d;]*m(?!\p{Mark}))*$/u;`;

/**
 * Ink puts every character of every text into a grid of cells at every frame, and makes strings of
 * that again. Our screens are rows of one text each, which begin at the left, overlap nothing and
 * end the colours that they begin: such a row is the text itself. Anything else goes through the
 * grid.
 */
const inkOutput = {
  file: /ink\/build\/output\.js$/,
  edits: [
    [
      'export default class Output {',
      `${kept}
${plain}
const rowOf = kept(text => plain.test(text)
  ? text.trimEnd()
  : styledCharsToString(new OutputCaches().getStyledChars(text)).trimEnd());
const isWholeRow = ({ type, x, y, text, transformers }, rows) =>
  type === 'write' && x === 0 && rows[y] === '' && !text.includes('\\n') &&
  transformers.every(transform => transform(text, 0) === text);
export default class Output {`,
    ],
    [
      '        // Initialize output array with a specific set of rows',
      `        const rows = Array(this.height).fill('');
        const areWhole = this.operations.every(operation => {
            if (!isWholeRow(operation, rows)) return false;
            rows[operation.y] = rowOf(operation.text);
            return true;
        });
        if (areWhole) return { output: rows.join('\\n'), height: this.height };
        // Initialize output array with a specific set of rows`,
    ],
  ],
};

/** Ink takes a text apart to see whether it is safe, and measures it, at every frame: once will do. */
const inkTexts = [
  {
    file: /ink\/build\/squash-text-nodes\.js$/,
    edits: [
      [
        'const squashTextNodes = (node) => {',
        `${kept}
${plain}
const safe = kept(text => (plain.test(text) ? text : sanitizeAnsi(text)));
const squashTextNodes = (node) => {`,
      ],
      [
        "    text = sanitizeAnsi(text.replaceAll('\\r\\n', '\\n'));",
        "    text = safe(text.replaceAll('\\r\\n', '\\n'));",
      ],
    ],
  },
  {
    file: /ink\/build\/render-node-to-output\.js$/,
    edits: [
      ["import widestLine from 'widest-line';", "import measureText from './measure-text.js';"],
      ['widestLine(text)', 'measureText(text).width'],
    ],
  },
];

/**
 * What the lab shows at the new size is there before Ink lays out anew: it would else break all rows
 * of the old width, at each of the sizes that a window has while it is dragged.
 */
const inkResize = {
  file: /ink\/build\/ink\.js$/,
  edits: [
    [
      `        this.calculateLayout();
        dom.emitLayoutListeners(this.rootNode);
        this.onRender();
        this.lastTerminalWidth`,
      `        reconciler.flushSyncWork();
        this.calculateLayout();
        dom.emitLayoutListeners(this.rootNode);
        this.onRender();
        this.lastTerminalWidth`,
    ],
  ],
};

/** A frame and the two sequences around it are one write, and so one call of the system. */
const inkWrites = {
  file: /ink\/build\/ink\.js$/,
  edits: [
    [
      `                if (shouldSync && shouldWrite) {
                    this.options.stdout.write(bsu);
                }
                this.log(output);
                if (shouldSync && shouldWrite) {
                    this.options.stdout.write(esu);
                }`,
      `                const { stdout } = this.options;
                stdout.cork?.();
                if (shouldSync && shouldWrite) {
                    stdout.write(bsu);
                }
                this.log(output);
                if (shouldSync && shouldWrite) {
                    stdout.write(esu);
                }
                stdout.uncork?.();`,
    ],
  ],
};

export const inkFrames = [inkOutput, ...inkTexts, inkResize, inkWrites];
