import { agree } from '../grading/judge.ts';
import { Recent } from '../grading/recent.ts';
import { accidentsAt } from './accident.ts';
import type { Exercise } from './exercises/index.ts';
import { kindOf } from './exercises/index.ts';
import { fillText, hasPlaces } from './fill.ts';
import { chooseDraw, drawFrom } from './fresh.ts';
import type { Lesson, Network, Step } from './lesson.ts';
import { type DrawStarts, notedDraws } from './noteddraws.ts';
import { evaluate, tensorOf } from './worked.ts';

/** More seeds than one student or one class works with at a time. */
const mostSeeds = 64;
const remembered = new WeakMap<readonly Step[], Recent<number, Lesson>>();

/** The lesson with its template filled with the numbers of a seed. */
export function drawnLesson(lesson: Lesson, template: readonly Step[], seed: number): Lesson {
  const known = remembered.get(template) ?? new Recent<number, Lesson>(mostSeeds);
  remembered.set(template, known);
  return known.get(seed, () => ({ ...lesson, seed, steps: filledSteps(template, seed) }));
}

/** The steps as they were written, filled with the lesson's own numbers; `template` is null where nothing is to fill. */
export function ownNumbers(steps: readonly Step[]): Pick<Lesson, 'steps' | 'template'> {
  const plain = !hasFresh(steps) && !hasPlaces(JSON.stringify(steps));
  return plain ? { steps, template: null } : { steps: filledSteps(steps, 0), template: steps };
}

/** Whether a seed changes anything. */
export function hasFresh(steps: readonly Step[]): boolean {
  return networksOf(steps).some(({ fresh }) => fresh.length > 0);
}

/** The networks with fresh numbers for which no draw of this seed will do. */
export function undrawn(template: readonly Step[], seed: number): readonly Network[] {
  return freshOf(template).filter((network) => drawn(template, network, seed) === null);
}

/** What `noteDraws` takes, worked out for as many seeds. */
export function drawStarts(template: readonly Step[], seeds: number): DrawStarts {
  return freshOf(template).map((network) =>
    Array.from({ length: seeds }, (_, i) => chosen(template, network, i + 1)),
  );
}

function freshOf(template: readonly Step[]): readonly Network[] {
  return networksOf(template).filter(({ fresh }) => fresh.length > 0);
}

function networksOf(steps: readonly Step[]): readonly Network[] {
  const all = steps.flatMap(({ network, exercise }) => [network, exercise?.network ?? null]);
  return [...new Set(all.filter((each) => each !== null))];
}

const draws = new WeakMap<Network, Recent<number, Network | null>>();

function drawn(template: readonly Step[], network: Network, seed: number): Network | null {
  const known = draws.get(network) ?? new Recent<number, Network | null>(mostSeeds);
  draws.set(network, known);
  return known.get(seed, () => {
    const noted = notedDraws(template)?.[freshOf(template).indexOf(network)]?.[seed - 1];
    return drawFrom(network, seed, noted ?? chosen(template, network, seed));
  });
}

function chosen(template: readonly Step[], network: Network, seed: number): number {
  const exercises = template.flatMap(({ exercise }) =>
    exercise?.network === network && kindOf(exercise).numeric ? [exercise] : [],
  );
  return chooseDraw(network, seed, (made) =>
    exercises.every((each) => shows(each, made))
      ? exercises.reduce((sum, each) => sum + newAccidents(each, made), 0)
      : Number.POSITIVE_INFINITY,
  );
}

/** How many known mistakes give the right numbers here, and do not at the lesson's own either. */
function newAccidents(exercise: Exercise, network: Network): number {
  if (exercise.kind !== 'compute') return 0;
  const found = accidentsAt({ ...exercise, network });
  if (found.length === 0) return 0;
  const own = accidentsAt(exercise).map(({ label }) => label);
  return found.filter(({ label }) => !own.includes(label)).length;
}

/** Whether the lesson's own mistakes give other numbers than the right answer, and than each other. */
function shows(exercise: Exercise, network: Network): boolean {
  if (!('wants' in exercise)) return true;
  const right = tensorOf(network, exercise.wants);
  if (!right) return true;
  const moved = { ...exercise, network } as Exercise;
  if (kindOf(moved).fault(moved)) return false;
  const wrong = Object.values(exercise.mistakes).flatMap(
    ({ when }) => (when !== null && evaluate(network, when)) || [],
  );
  const all = [right, ...wrong];
  return all.every((a, i) =>
    all.slice(0, i).every((b) => a.rows !== b.rows || a.cols !== b.cols || !agree(a, b)),
  );
}

/** Everything in the steps with the networks of a seed put in, and the places in texts filled. */
function filledSteps(template: readonly Step[], seed: number): readonly Step[] {
  const made = new Map<object, unknown>();
  const network = (raw: Network): Network => {
    const known = made.get(raw) as Network | undefined;
    if (known) return known;
    const filled = seed > 0 && raw.fresh.length > 0 ? (drawn(template, raw, seed) ?? raw) : raw;
    made.set(raw, filled);
    return filled;
  };
  const visit = (value: unknown, at: Network | null, typed: boolean): unknown => {
    if (typeof value === 'string') return hasPlaces(value) ? fillText(value, at, typed) : value;
    if (typeof value !== 'object' || value === null) return value;
    if (isNetwork(value)) return network(value);
    const known = made.get(value);
    if (known !== undefined) return known;
    const filled = Array.isArray(value)
      ? value.map((each) => visit(each, at, typed))
      : record(value as Readonly<Record<string, unknown>>, at, typed);
    made.set(value, filled);
    return filled;
  };
  const record = (value: Readonly<Record<string, unknown>>, at: Network | null, typed: boolean) => {
    const own = value.network;
    const here = isNetwork(own) ? network(own) : at;
    const code = typed || value.kind === 'code';
    if (value.kind === 'math' || value.kind === 'formula') return value;
    const entries = Object.entries(value).map(([key, each]) => [
      key,
      visit(each, here, code || key === 'give'),
    ]);
    const filled: Record<string, unknown> = Object.fromEntries(entries);
    return isExercise(value) ? { ...filled, ...seedOf(value, seed, filled) } : filled;
  };
  return template.map((step) => visit(step, null, false) as Step);
}

/** What a seed does to an exercise: tests with numbers of the lesson's own do not hold for others. */
function seedOf(raw: Exercise, seed: number, filled: Readonly<Record<string, unknown>>) {
  const depends = seed > 0 && kindOf(raw).numeric && (raw.network?.fresh.length ?? 0) > 0;
  if (!depends) return { seed: 0 };
  const tests = (filled as unknown as Exercise).tests;
  return {
    seed,
    tests: tests.filter((_, i) => hasPlaces(raw.tests[i]!.give) || !/\d/.test(raw.tests[i]!.give)),
  };
}

function isNetwork(value: unknown): value is Network {
  return typeof value === 'object' && value !== null && 'program' in value && 'shapes' in value;
}

function isExercise(value: object): value is Exercise {
  return 'fingerprint' in value && 'ask' in value;
}
