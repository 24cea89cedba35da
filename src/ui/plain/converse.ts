import { hintCost } from '../../session/progress.ts';
import { type Event, type Run, type Session, update } from '../../session/session.ts';
import { here, isOpen, openHints, panels, standing } from '../../session/view.ts';
import { printable } from '../glyphs.ts';
import { describe, describePair, noProof } from '../widgets/describe.ts';
import { callBackward, moveEntry, turnLayout } from './play.ts';
import {
  openedSentences,
  pictureSentences,
  questionSentences,
  sentence,
  solutionSentences,
  stepSentences,
} from './say.ts';

/** What was said, and the session after it. */
export interface Turn {
  readonly session: Session;
  readonly lines: readonly string[];
}

interface Word {
  readonly words: readonly string[];
  readonly about: string;
  readonly does: (session: Session, rest: string) => Turn;
}

/** Everything that is not an answer begins with a colon, which no answer does. */
const words: readonly Word[] = [
  {
    words: [':hint', ':h'],
    about: `the next hint, for ${Math.round(100 * hintCost)} % of the credit`,
    does: (session) => {
      const next = update(session, { type: 'hinted' });
      const hints = openHints(next);
      const fresh = hints.slice(openHints(session).length);
      if (fresh.length === 0)
        return { session: next, lines: ['There are no more hints. :solution shows the answer.'] };
      return {
        session: next,
        lines: fresh.map((hint) => `Hint ${hints.length}: ${sentence(hint)}`),
      };
    },
  },
  {
    words: [':solution'],
    about: 'the answer, which then earns nothing',
    does: (session) => {
      const next = update(session, { type: 'solutionShown' });
      return { session: next, lines: [...solutionSentences(next), ...news(session, next)] };
    },
  },
  { words: [':next', ':skip', ':n'], about: 'the next step', does: (session) => walk(session, 1) },
  { words: [':back', ':b'], about: 'the step before', does: (session) => walk(session, -1) },
  {
    words: [':repeat', ':r'],
    about: 'this step again',
    does: (session) => ({ session, lines: introduce(session) }),
  },
  {
    words: [':again'],
    about: 'the same exercise at other numbers, once it is done',
    does: (session) => {
      const next = update(session, { type: 'renewed' });
      const lines = next === session ? ['There are no other numbers here yet.'] : introduce(next);
      return { session: next, lines };
    },
  },
  { words: [':train'], about: 'run an experiment to its end', does: train },
  { words: [':own'], about: 'train with your own formula beside the engine’s', does: trainOwn },
  {
    words: [':rows'],
    about: 'gradients as row Jacobians, and back, where a step offers it',
    does: (session) => turnLayout(session, allPictures),
  },
  { words: [':move'], about: 'the slider of a picture, :move 1 2.5', does: moveEntry },
  {
    words: [':backward'],
    about: 'call backward() once more, where a step shows what it leaves',
    does: callBackward('backward'),
  },
  { words: [':zero'], about: 'set that gradient to zero', does: callBackward('zero') },
  { words: [':rate'], about: 'an experiment at another rate, :rate 0.01', does: turnRate },
  {
    words: [':help', ':?'],
    about: 'these words',
    does: (session) => ({ session, lines: help() }),
  },
  {
    words: [':quit', ':q'],
    about: 'leave',
    does: (session) => ({ session: update(session, { type: 'left' }), lines: [] }),
  },
];

/** How to go about it; the first thing that is said. */
export function greeting(): readonly string[] {
  return [
    'Write each answer on a line of its own. Words that begin with a colon are for the lab: :hint, :solution, :next, :back, :quit, :help.',
  ];
}

function help(): readonly string[] {
  return words.map((word) => `${word.words.join(' or ')}: ${word.about}`);
}

/** The step the student is at, up to its question. Steps without a question are read in one go. */
export function introduce(session: Session): readonly string[] {
  const at = here(session);
  if (!at) return [];
  const { lesson, step, screen, exercise } = at;
  const shown = panels(session).filter(({ picture }) => picture.kind !== 'graph');
  const isFirst = screen.step === 0;
  const graphs = panels(session).filter(({ picture }) => picture.kind === 'graph' && isFirst);
  return [
    '',
    printable(
      `${lesson.title}${lesson.seed > 0 ? ` (seed ${lesson.seed})` : ''}, step ${screen.step + 1} of ${lesson.steps.length}: ${step.title}`,
    ),
    ...stepSentences(step, (id) => isOpen(session, lesson, id)),
    ...[...shown, ...graphs].flatMap((panel) => pictureSentences(panel, session)),
    ...(at.outdated ? ['This exercise has changed since you solved it. Answer it once more.'] : []),
    ...(exercise ? questionSentences(exercise) : []),
    ...(at.solved ? ['You have solved this. :next goes on.'] : []),
  ];
}

function allPictures(session: Session): readonly string[] {
  const shown = panels(session).filter(({ picture }) => picture.kind !== 'graph');
  return shown.flatMap((panel) => pictureSentences(panel, session));
}

/** From the step in front on to the next one that asks something. */
export function goOn(session: Session): Turn {
  let now = session;
  const lines: string[] = [];
  for (;;) {
    lines.push(...introduce(now));
    const at = here(now);
    if (!at || at.exercise) return { session: now, lines };
    const after = update(now, { type: 'stepped', by: 1 });
    if (after === now)
      return { session: update(now, { type: 'left' }), lines: [...lines, ...farewell(now)] };
    now = after;
  }
}

function farewell(session: Session): readonly string[] {
  const at = here(session)!;
  const { done, exercises, credit } = standing(session, at.lesson);
  const next = session.lessons[at.screen.lesson + 1];
  return [
    '',
    `That is the end of ${printable(at.lesson.title)}: ${done} of ${exercises} solved, ${Math.round(100 * credit)} % of the credit.`,
    next
      ? `The next lesson is ${printable(next.title)}: backprop-lab learn ${next.id} --plain`
      : 'It was the last lesson.',
  ];
}

/** One line of the student's: a word for the lab, or an answer. */
export function hear(session: Session, line: string): Turn {
  const text = line.trim();
  if (text.startsWith(':')) {
    const [name = '', ...rest] = text.split(/\s+/);
    const word = words.find((each) => each.words.includes(name.toLowerCase()));
    if (word) return word.does(session, rest.join(' '));
    return {
      session,
      lines: [`There is no word ${printable(name)}. ${help()[0]}; :help lists all.`],
    };
  }
  const at = here(session);
  if (text === '' && at?.solved) return walk(session, 1);
  return answer(session, line);
}

function answer(session: Session, line: string): Turn {
  const drafted = update(session, { type: 'drafted', text: line });
  const next = update(drafted, { type: 'submitted' });
  const after = here(next);
  const feedback = after?.screen.said?.feedback;
  if (!after?.exercise || !feedback) return { session: next, lines: [] };
  const { verdict, label, message, span, read, marks } = feedback;
  const head = { correct: 'Right.', incorrect: 'Not yet.', unreadable: 'Not judged.' }[verdict];
  const words = verdict === 'correct' && /^(Right|Correct)\.$/.test(message) ? '' : ` ${message}`;
  const name = label ? ` (${label})` : '';
  const lines = [
    ...(read && verdict !== 'correct' ? [printable(`Understood: ${read}`)] : []),
    printable(`${head}${words}${name}`),
    ...(span && span[1] > span[0] ? [`The place: ${printable(line.slice(...span))}`] : []),
    ...(marks && verdict === 'incorrect' ? markSentences(marks) : []),
    ...(verdict === 'correct' ? solutionSentences(next) : []),
    ...news(drafted, next),
  ];
  if (verdict !== 'correct') return { session: next, lines };
  const on = walk(next, 1);
  return { session: on.session, lines: [...lines, ...on.lines] };
}

function markSentences(marks: readonly (readonly boolean[])[]): readonly string[] {
  return marks.map(
    (row, i) => `  row ${i + 1}: ${row.map((right) => (right ? 'right' : 'wrong')).join(', ')}`,
  );
}

/** Pictures that an event has opened. */
function news(before: Session, after: Session): readonly string[] {
  const known = panels(before).map(({ picture }) => JSON.stringify(picture));
  const opened = panels(after).filter(({ picture }) => !known.includes(JSON.stringify(picture)));
  const at = here(after);
  return [
    ...(opened.length > 0 && at?.exercise ? openedSentences(at.step, at.exercise.id) : []),
    ...opened.flatMap((panel) => pictureSentences(panel, after)),
  ];
}

function walk(session: Session, by: 1 | -1): Turn {
  const next = update(session, { type: 'stepped', by });
  if (next !== session) return by > 0 ? goOn(next) : { session: next, lines: introduce(next) };
  if (by < 0) return { session, lines: ['This is the first step.'] };
  return { session: update(session, { type: 'left' }), lines: farewell(session) };
}

function train(session: Session): Turn {
  if (!here(session)?.screen.run)
    return { session, lines: ['There is nothing to train at this step.'] };
  let now = update(session, { type: 'trained' });
  while (here(now)?.screen.run?.status === 'running') {
    now = update(now, { type: 'ticked', now: now.now });
  }
  const run = here(now)!.screen.run!;
  const last = Number(run.losses.at(-1)!.toPrecision(6));
  return {
    session: now,
    lines: [`At rate ${run.rate} the loss ${describe(run.losses)}. The last value is ${last}.`],
  };
}

/** The student's own gradients, to the end of the run. */
function trainOwn(session: Session): Turn {
  let now = update(session, { type: 'tried' });
  const own = here(now)?.screen.run?.own?.own;
  if (!own) {
    const lines = [
      'Give an answer to a question for a gradient by a weight first; it is trained with then.',
    ];
    return { session, lines };
  }
  while (here(now)?.screen.run?.status === 'running') {
    now = update(now, { type: 'ticked', now: now.now });
  }
  const run = here(now)!.screen.run!;
  const wrong = here(now)!.entry.attempts.at(-1)?.verdict === 'incorrect';
  const said = own.formulas.size > 0 ? ownSentences(run, wrong) : [];
  return { session: now, lines: [...(own.trouble ? [printable(own.trouble)] : []), ...said] };
}

function ownSentences({ rate, own, losses }: Run, wrong: boolean): readonly string[] {
  const mine = own!.losses;
  return [
    `At rate ${rate} the loss by your formula ${describe(mine)}.`,
    `Yours and the engine’s are ${describePair(['yours', 'the engine’s'], mine, losses)}.`,
    ...(wrong ? noProof(mine, losses) : []),
  ];
}

function turnRate(session: Session, rest: string): Turn {
  const at = here(session);
  if (at?.exercise?.kind !== 'experiment' || !at.screen.run) {
    return { session, lines: ['There is no rate to turn at this step.'] };
  }
  const { rates } = at.exercise;
  const to = rates.indexOf(Number(rest));
  if (to < 0) return { session, lines: [`Write one of the rates: ${rates.join(', ')}.`] };
  const by = to - rates.indexOf(at.screen.run.rate);
  const event: Event = { type: 'rateTurned', by };
  return { session: update(session, event), lines: [`The rate is ${rates[to]}. :train runs it.`] };
}
