/** Strings kept from frame to frame; a full screen of cells has a few hundred different ones. */
const limit = 5000;

/**
 * Ink makes a new Output for every frame and with it forgets every width, every parsed line and
 * every row it has printed. Here they outlive the frame: the caches are shared, all blank cells are
 * one object, and a row whose cells are the same objects as in the last frame is the same string.
 */
export const inkOutput = {
  file: /ink\/build\/output\.js$/,
  edits: [
    [
      'class OutputCaches {',
      `const blank = { type: 'char', value: ' ', fullWidth: false, styles: [] };
let shared;
function sharedCaches() {
  if (shared === undefined || shared.size > ${limit}) shared = new OutputCaches();
  return shared;
}
const sameCells = (a, b) => {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
};
let lastCells = [];
let lastRows = [];
class OutputCaches {
    lines = new Map();
    get size() {
        return this.widths.size + this.blockWidths.size + this.styledChars.size + this.lines.size;
    }
    getLines(text) {
        let cached = this.lines.get(text);
        if (cached === undefined) {
            const characterLines = [[]];
            for (const character of this.getStyledChars(text)) {
                if (character.value === '\\n') characterLines.push([]);
                else characterLines.at(-1).push(character);
            }
            cached = characterLines.map(line => styledCharsToString(line));
            this.lines.set(text, cached);
        }
        return cached;
    }`,
    ],
    ['    caches = new OutputCaches();', '    caches = sharedCaches();'],
    [
      `        const characterLines = [[]];
        for (const character of this.caches.getStyledChars(text)) {
            if (character.value === '\\n') {
                characterLines.push([]);
            }
            else {
                characterLines.at(-1).push(character);
            }
        }
        let lines = characterLines.map(line => styledCharsToString(line));`,
      '        let lines = this.caches.getLines(text);',
    ],
    [
      `                row.push({
                    type: 'char',
                    value: ' ',
                    fullWidth: false,
                    styles: [],
                });`,
      '                row.push(blank);',
    ],
    [
      `        const generatedOutput = output
            .map(line => {`,
      `        const rows = output
            .map((line, y) => {
            if (y < lastCells.length && sameCells(line, lastCells[y])) return lastRows[y];`,
    ],
    [
      `            return styledCharsToString(lineWithoutEmptyItems).trimEnd();
        })
            .join('\\n');`,
      `            return styledCharsToString(lineWithoutEmptyItems).trimEnd();
        });
        lastCells = output;
        lastRows = rows;
        const generatedOutput = rows.join('\\n');`,
    ],
  ],
};
