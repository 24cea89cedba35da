/**
 * Characters that are one column wide and never join a neighbour: Latin, Greek, Cyrillic, general
 * punctuation, super- and subscripts, letterlike forms, arrows, operators, technical signs, boxes,
 * blocks, shapes, Braille. What is left out (marks, emoji, East Asian text) goes the long way.
 */
const ranges = [
  '\\u0020-\\u007E\\u00A0-\\u00AC\\u00AE-\\u02FF',
  '\\u0391-\\u03A1\\u03A3-\\u03FF\\u0400-\\u0482\\u048A-\\u052F',
  '\\u1D00-\\u1DBF\\u1E00-\\u1EFF',
  '\\u2010-\\u2027\\u2030-\\u205E\\u2070-\\u2071\\u2074-\\u208E\\u2090-\\u209C',
  '\\u2100-\\u218B\\u2190-\\u2319\\u231C-\\u2328\\u232B-\\u23E8\\u2460-\\u25FC\\u25FF-\\u2613',
  '\\u2660-\\u267E\\u2700-\\u2704\\u2706-\\u2709\\u270C-\\u2727\\u2794\\u2798-\\u27AF',
  '\\u27C0-\\u2B1A',
].join('');

/** A text in which every character is one column and one grapheme. */
export const oneColumnEach = new RegExp(`^[${ranges}]*$`);

/** A text in which every character is one grapheme: as above, and control characters but CR. */
export const oneGraphemeEach = new RegExp(`^[${ranges}\\u0000-\\u000C\\u000E-\\u001F\\u007F]*$`);
