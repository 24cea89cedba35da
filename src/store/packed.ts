type Path = readonly string[];

/** Plain data for JSON, and the places in it of each object that stands there several times. */
interface Packed {
  readonly data: unknown;
  readonly shared: readonly (readonly [first: Path, ...others: Path[]])[];
}

/**
 * Plain data for JSON. What stands in it several times as one object, as a lesson's network does,
 * is one object again after `unpack`; what is computed of it is remembered by that.
 */
export function pack(data: unknown): Packed {
  const places = new Map<object, [Path, ...Path[]]>();
  const visit = (value: unknown, path: Path): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    const known = places.get(value);
    if (known) {
      known.push(path);
      return null;
    }
    places.set(value, [path]);
    if (Array.isArray(value)) return value.map((each, i) => visit(each, [...path, String(i)]));
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, visit(each, [...path, key])]),
    );
  };
  return {
    data: visit(data, []),
    shared: [...places.values()].filter(({ length }) => length > 1),
  };
}

/** Undoes `pack`. Looks at nothing but those places: the rest is left to V8's own JSON. */
export function unpack({ data, shared }: Packed): unknown {
  for (const [first, ...others] of shared) {
    for (const path of others) put(data, path, at(data, first));
  }
  return data;
}

/** Texts by their places; null stands for no template. */
export type Texts = readonly (readonly [place: Path, text: string])[] | null;

/** The texts of a template that the lesson's own numbers are filled into: all that it differs in from the steps. */
export function textsOf(template: unknown, steps: unknown): NonNullable<Texts> {
  const found: (readonly [Path, string])[] = [];
  const seen = new Set<unknown>();
  const visit = (raw: unknown, filled: unknown, path: Path): void => {
    if (typeof raw === 'string' && raw !== filled) found.push([path, raw]);
    if (typeof raw !== 'object' || raw === null || seen.has(raw)) return;
    seen.add(raw);
    for (const [key, each] of Object.entries(raw)) {
      visit(each, (filled as Record<string, unknown>)[key], [...path, key]);
    }
  };
  visit(template, steps, []);
  return found;
}

/** Puts the texts in their places, and returns what they were put in. */
export function withTexts(data: unknown, texts: NonNullable<Texts>): unknown {
  for (const [place, text] of texts) put(data, place, text);
  return data;
}

function at(data: unknown, path: Path): unknown {
  return path.reduce((value, key) => (value as Record<string, unknown>)[key], data);
}

function put(data: unknown, path: Path, value: unknown): void {
  (at(data, path.slice(0, -1)) as Record<string, unknown>)[path.at(-1)!] = value;
}
