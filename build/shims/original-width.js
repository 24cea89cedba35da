import stringWidth from 'string-width';

/** string-width itself, in a file of its own: V8 takes long merely to read its emoji expression. */
export function originalWidth(input, options) {
  return stringWidth(input, options);
}
