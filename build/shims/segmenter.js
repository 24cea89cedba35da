import { oneGraphemeEach } from './plain-text.js';

// Taken apart, because the bundle replaces the expression `Intl` dot `Segmenter` with this class.
const { Segmenter } = Intl;

/** Intl.Segmenter by graphemes, loading its Unicode data only for text that needs it. */
export class LazySegmenter {
  #args;
  #original;
  #byGrapheme;

  constructor(...args) {
    this.#args = args;
    this.#byGrapheme = (args[1]?.granularity ?? 'grapheme') === 'grapheme';
  }

  segment(text) {
    const input = String(text);
    if (this.#byGrapheme && oneGraphemeEach.test(input)) {
      return new PlainSegments(input, () => this.#load().segment(input));
    }
    return this.#load().segment(input);
  }

  resolvedOptions() {
    return this.#load().resolvedOptions();
  }

  #load() {
    this.#original ??= new Segmenter(...this.#args);
    return this.#original;
  }
}

class PlainSegments {
  #input;
  #load;

  constructor(input, load) {
    this.#input = input;
    this.#load = load;
  }

  containing(index) {
    return this.#load().containing(index);
  }

  *[Symbol.iterator]() {
    const input = this.#input;
    for (let index = 0; index < input.length; index++) {
      yield { segment: input[index], index, input };
    }
  }
}
