import { courseFields } from './course.ts';
import { commonFields } from './exercises/kind.ts';
import { type Kind, kinds } from './exercises/kinds.ts';
import { type Fields, type Schema, schemaOf } from './fields.ts';
import { headFields } from './frontmatter.ts';

const draft = 'http://json-schema.org/draft-07/schema#';

/**
 * The JSON Schema of the YAML in a lesson, made from the tables that read it: with `kind` the keys
 * of an `exercise` block, without it the front matter.
 */
export function lessonSchema(): Schema {
  const names = Object.keys(kinds) as Kind[];
  return {
    $schema: draft,
    title: 'YAML in a lesson of backprop-lab',
    description: 'An exercise block where there is a key `kind`, else front matter.',
    type: 'object',
    if: { required: ['kind'] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { $ref: '#/definitions/exercise' },
    else: { $ref: '#/definitions/frontMatter' },
    definitions: {
      frontMatter: table(headFields),
      exercise: {
        type: 'object',
        required: ['kind'],
        properties: { kind: { enum: names } },
        allOf: names.map((kind) => ({
          if: { properties: { kind: { const: kind } } },
          // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
          then: { $ref: `#/definitions/${kind}` },
        })),
      },
      ...Object.fromEntries(names.map((kind) => [kind, kindSchema(kind)])),
    },
  };
}

/** The JSON Schema of a `course.yaml`. */
export function courseSchema(): Schema {
  return { $schema: draft, title: 'A course of backprop-lab', ...table(courseFields()) };
}

function kindSchema(kind: Kind): Schema {
  const { about, fields } = kinds[kind];
  const own = { ...commonFields, ...fields } as Fields<never>;
  return { description: `The student is to ${about}.`, ...schemaOf(own) };
}

function table<T>(fields: Fields<T>): Schema {
  return schemaOf(fields as Fields<never>);
}
