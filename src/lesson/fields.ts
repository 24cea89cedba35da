import { isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import { nearest } from '../notation/nearest.ts';
import type { Place, Prose } from './lesson.ts';
import { proseText } from './mathtext.ts';
import { readProse } from './prose.ts';
import type { Report, Source } from './source.ts';
import { at, inScalar, scalarText, type Yaml } from './yaml.ts';

const maxItems = 100;
const longestSentence = 1000;

/** A JSON Schema, as far as fields can say what they take. */
export type Schema = { readonly [key: string]: unknown };

/** How one value is read: what to write (for messages), and the reader, which reports what is wrong. */
export interface Field<T> {
  readonly about: string;
  /** The same for editors: whatever the reader takes is valid by it. */
  readonly schema: Schema;
  read(node: Node, yaml: Yaml): T | undefined;
}

/** A field in its table: required, or with the value it has when it is left out. */
export interface Entry<T> {
  readonly field: Field<T>;
  readonly otherwise?: { readonly value: T };
}

/** The keys of a block: one entry for each key of the data it makes. */
export type Fields<T> = { readonly [K in keyof T]-?: Entry<T[K]> };

/** What was read, and where each key's value stands, as an offset into the file. */
export interface Read<T> {
  readonly data: T;
  readonly offsets: ReadonlyMap<string, number>;
}

export function required<T>(field: Field<T>): Entry<T> {
  return { field };
}

export function optional<T>(field: Field<T>, value: NoInfer<T>): Entry<T> {
  return { field, otherwise: { value } };
}

/**
 * Reads a map into data by its table of fields, or reports all that is wrong with it and returns
 * null. Unknown keys are answered with the nearest one. No tags, no aliases.
 */
export function readFields<T extends object>(
  map: YAMLMap,
  fields: Fields<T>,
  yaml: Yaml,
): Read<T> | null {
  const { report } = yaml.source;
  const keys = Object.keys(fields) as (keyof T & string)[];
  const data: Partial<T> = {};
  const offsets = new Map<string, number>();
  let whole = true;
  for (const pair of map.items as Pair<Node, Node | null>[]) {
    const key = isScalar(pair.key) ? scalarText(pair.key) : '';
    const known = keys.find((each) => each === key);
    if (!known) {
      report(at(pair.key, yaml), 'unknown-key', unknownKey(key, keys));
      whole = false;
      continue;
    }
    offsets.set(known, at(pair.value ?? pair.key, yaml));
    const entry = fields[known];
    const missing = !pair.value || (isScalar(pair.value) && pair.value.value === null);
    const value = missing ? undefined : entry.field.read(pair.value!, yaml);
    if (missing) report(at(pair.key, yaml), 'no-value', `\`${key}\` needs ${entry.field.about}.`);
    if (value === undefined) whole = false;
    else data[known] = value;
  }
  for (const key of keys) {
    if (offsets.has(key)) continue;
    const entry = fields[key];
    if (entry.otherwise) data[key] = entry.otherwise.value;
    else {
      report(at(map, yaml), 'missing-key', `Add \`${key}:\` with ${entry.field.about}.`);
      whole = false;
    }
  }
  return whole ? { data: data as T, offsets } : null;
}

/** The places of what was read, by key. */
export function placesOf(read: Read<unknown>, source: Source): Readonly<Record<string, Place>> {
  return Object.fromEntries([...read.offsets].map(([key, offset]) => [key, source.place(offset)]));
}

/** The schema of a map that these fields read. */
export function schemaOf(fields: Fields<never>): Schema {
  const entries = Object.entries(fields as Readonly<Record<string, Entry<unknown>>>);
  const properties = entries.map(([key, { field, otherwise }]) => [
    key,
    { ...field.schema, ...defaultOf(otherwise?.value) },
  ]);
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    required: entries.flatMap(([key, { otherwise }]) => (otherwise ? [] : [key])),
    additionalProperties: false,
  };
}

function defaultOf(value: unknown): Schema {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? { default: value }
    : {};
}

function unknownKey(key: string, keys: readonly string[]): string {
  const near = nearest(key, keys);
  const valid = keys.map((each) => `\`${each}\``).join(', ');
  return near
    ? `\`${key}\` is not a key here. Did you mean \`${near}\`?`
    : `\`${key}\` is not a key here. Remove it, or use one of ${valid}.`;
}

/** A scalar as it is written, numbers included; `code` is that of its issues. */
export function text(
  about: string,
  { max = 500, pattern, code }: { max?: number; pattern?: RegExp; code?: string } = {},
): Field<string> {
  return {
    about,
    // A number may stand for its own text: `give: 3`.
    schema: {
      type: ['string', 'number', 'boolean'],
      description: about,
      maxLength: max,
      ...(pattern && { pattern: pattern.source }),
    },
    read(node, yaml) {
      const written = isScalar(node) ? scalarText(node) : null;
      const fits = written !== null && written.length <= max && (!pattern || pattern.test(written));
      if (fits) return written;
      return refuse(node, yaml, isSeq(node) ? `${about}, in quotes` : about, code);
    },
  };
}

/** Running text with inline Markdown and math. */
export function prose(about: string): Field<Prose> {
  return {
    about,
    schema: { type: ['string', 'number', 'boolean'], description: about, minLength: 1 },
    read(node, yaml) {
      if (!isScalar(node) || scalarText(node).trim() === '') return refuse(node, yaml, about);
      const written = scalarText(node);
      const report: Report = (offset, code, message) =>
        yaml.source.report(inScalar(node, written, offset, yaml), code, message);
      return readProse(written, report);
    },
  };
}

/** A sentence for a mistake: math and marks in it are written out, for it is said as plain text. */
export function sentence(about: string): Field<string> {
  const { schema, read } = prose(about);
  return {
    about,
    schema: { ...schema, maxLength: longestSentence },
    read(node, yaml) {
      const written = read(node, yaml);
      const text = written && proseText(written);
      if (text && text.length > longestSentence) return refuse(node, yaml, `${about}, a short one`);
      return text || undefined;
    },
  };
}

export function number(
  about: string,
  {
    min = -1e9,
    max = 1e9,
    integer = false,
  }: { min?: number; max?: number; integer?: boolean } = {},
): Field<number> {
  return {
    about,
    schema: {
      type: integer ? 'integer' : 'number',
      description: about,
      minimum: min,
      maximum: max,
    },
    read(node, yaml) {
      const value = isScalar(node) ? node.value : null;
      const fits = typeof value === 'number' && value >= min && value <= max;
      return fits && (!integer || Number.isInteger(value)) ? value : refuse(node, yaml, about);
    },
  };
}

export function flag(about: string): Field<boolean> {
  return {
    about,
    schema: { type: 'boolean', description: about },
    read(node, yaml) {
      return isScalar(node) && typeof node.value === 'boolean'
        ? node.value
        : refuse(node, yaml, about);
    },
  };
}

/** A value that may also be left open, as `null` in the data. */
export function nullable<T>(field: Field<T>): Field<T | null> {
  return field;
}

export function list<T>(item: Field<T>, min = 0): Field<readonly T[]> {
  const about = `a list${min > 1 ? ` of ${min} or more` : ''}, each item ${item.about}`;
  return {
    about,
    schema: { type: 'array', items: item.schema, minItems: min, maxItems },
    read(node, yaml) {
      if (!isSeq(node) || node.items.length < min || node.items.length > maxItems) {
        return refuse(node, yaml, about);
      }
      const items = (node.items as Node[]).map((each) => item.read(each, yaml));
      return items.every((each) => each !== undefined) ? (items as T[]) : undefined;
    },
  };
}

/** Values by name; a name that does not match `keys` is reported. */
export function record<T>(keys: RegExp, value: Field<T>): Field<Readonly<Record<string, T>>> {
  const about = `names, each with ${value.about}`;
  return {
    about,
    schema: {
      type: 'object',
      propertyNames: { pattern: keys.source },
      additionalProperties: value.schema,
      maxProperties: maxItems,
    },
    read(node, yaml) {
      if (!isMap(node) || node.items.length > maxItems) return refuse(node, yaml, about);
      const entries: [string, T][] = [];
      for (const pair of node.items as Pair<Node, Node | null>[]) {
        const key = isScalar(pair.key) ? scalarText(pair.key) : '';
        if (!keys.test(key)) {
          yaml.source.report(
            at(pair.key, yaml),
            'bad-id',
            `\`${key}\` is not a name that can stand here.`,
          );
          return undefined;
        }
        const read = pair.value
          ? value.read(pair.value, yaml)
          : refuse(pair.key, yaml, value.about);
        if (read === undefined) return undefined;
        entries.push([key, read]);
      }
      return Object.fromEntries(entries);
    },
  };
}

/** Keys and values with a table of their own, and the place where they stand. */
export function block<T extends object>(
  about: string,
  fields: Fields<T>,
): Field<T & { place: Place }> {
  return {
    about,
    schema: { ...schemaOf(fields as Fields<never>), description: about },
    read(node, yaml) {
      if (!isMap(node)) return refuse(node, yaml, about);
      const read = readFields(node, fields, yaml);
      return read ? { ...read.data, place: yaml.source.place(at(node, yaml)) } : undefined;
    },
  };
}

/** Either of two ways to write one thing: a plain text, or keys and values. */
export function either<T>(short: Field<T>, long: Field<T>): Field<T> {
  return {
    about: `${short.about}, or ${long.about}`,
    schema: { anyOf: [short.schema, long.schema] },
    read: (node, yaml) => (isMap(node) ? long : short).read(node, yaml),
  };
}

/** The same value seen as another. */
export function as<A, B>(field: Field<A>, convert: (value: A) => B): Field<B> {
  return {
    about: field.about,
    schema: field.schema,
    read(node, yaml) {
      const value = field.read(node, yaml);
      return value === undefined ? undefined : convert(value);
    },
  };
}

function refuse(node: Node, yaml: Yaml, about: string, code = 'bad-value'): undefined {
  yaml.source.report(at(node, yaml), code, `Write ${about}.`);
  return undefined;
}
