import type { YAMLMap } from 'yaml';
import { type Common, commonFields, type ExerciseKind } from './exercises/kind.ts';
import { type Exercise, type Kind, kinds } from './exercises/kinds.ts';
import { placesOf, readFields } from './fields.ts';
import { hash } from './hash.ts';
import type { Network } from './lesson.ts';
import type { Fence } from './network.ts';
import type { Source } from './source.ts';
import { suggest } from './suggest.ts';
import { openYaml, peek, type Yaml } from './yaml.ts';

/** The exercises of an `exercise` block; none when something in it has to be mended, which is reported. */
export function readExercise(
  fence: Fence,
  network: Network | null,
  source: Source,
): readonly Exercise[] {
  const yaml: Yaml = { source, base: fence.base, text: fence.text };
  const map = openYaml(yaml);
  if (!map) return [];
  const written = peek(map, 'kind', yaml);
  const known = Object.keys(kinds) as Kind[];
  if (!written) {
    source.report(fence.base, 'missing-key', `Add \`kind:\` with one of: ${known.join(', ')}.`);
    return [];
  }
  const kind = known.find((each) => each === written.text);
  if (!kind) {
    source.report(
      written.offset,
      'unknown-kind',
      `There is no kind of exercise \`${written.text}\`. ${suggest(written.text, known)}`,
    );
    return [];
  }
  return read(kinds[kind], map, fence, network, yaml);
}

function read(
  kind: ExerciseKind<Exercise>,
  map: YAMLMap,
  fence: Fence,
  network: Network | null,
  yaml: Yaml,
): readonly Exercise[] {
  const fields = { ...commonFields, ...kind.fields };
  const found = readFields(map, fields, yaml);
  if (!found) return [];
  const { id, ask, hints, why, tests, ...own } = found.data;
  const common: Common = {
    ...{ id, ask, hints, why, tests, network, seed: 0 },
    fingerprint: fingerprint(own, network),
    place: fence.place,
    places: placesOf(found, yaml.source),
  };
  // The table of the kind's fields has one entry for each key of its own, so together they are whole.
  const whole = { ...common, ...own } as Exercise;
  const exercises = kind.split?.(whole) ?? [whole];
  for (const exercise of exercises) {
    kind.check(exercise, (key, code, message) => {
      const at = found.offsets.get(key) ?? found.offsets.get('nodes') ?? fence.base;
      yaml.source.report(at, code, message);
    });
  }
  return exercises;
}

/** Keys that say something to the student, and decide nothing. */
const wording = new Set(['place', 'say', 'show', 'rows', 'unaided']);

/** A hash of what decides a verdict; the wording of the question may change freely. */
function fingerprint(own: object, network: Network | null): string {
  const { program, shapes, values } = network ?? { program: '', shapes: {}, values: {} };
  const content = JSON.stringify([own, program, shapes, values], (key, value) =>
    wording.has(key) ? undefined : value,
  );
  return hash(content);
}
