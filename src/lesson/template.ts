import { type Kind, kinds } from './exercises/kinds.ts';
import { type Fields, schemaOf } from './fields.ts';
import { headFields } from './frontmatter.ts';

const network = `x: 2, W: 3×2, y: 3        # inputs with their sizes; a size may be a name, W: o×h
z = W @ x                 # then the program, one statement a line
h = relu(z)
L = mean((h - y)^2)`;

const numbers = `x = [1, 2]                # a list is a column
W = [[1, 1], [1, -1], [-1, 1]]
y = [1, 2, 3]             # no unit may stand exactly at 0`;

/** The network of the template and of the samples of all kinds of exercise. */
const sampleNetwork = `${fence('network', network)}\n\n${fence('numbers', numbers)}`;

/** The `exercise` block of a kind's sample. */
function sampleExercise(kind: Kind): string {
  return fence('exercise', `id: ${kind}-1\nkind: ${kind}\n${kinds[kind].sample}`);
}

/**
 * A commented lesson that passes `check` as it stands and shows every kind of block and, from the
 * table of kinds, every kind of exercise.
 */
export function template(id: string): string {
  const exercises = (Object.keys(kinds) as Kind[]).map(exerciseStep);
  return `${[frontMatter(id), reading, pictures, ...exercises, ending].join('\n\n---\n\n').replace('---\n\n---', '---')}\n`;
}

function frontMatter(id: string): string {
  const title = id.replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase());
  const written: Readonly<Record<string, string>> = {
    format: '1',
    id,
    title: title.slice(0, 60),
    goal: 'Find the gradient for the weights of one layer.',
    minutes: '10',
  };
  const rows = Object.entries(headFields).map(([key, { field }]) => {
    const value = written[key];
    const left = value === undefined ? `# ${key}: …` : `${key}: ${value}`;
    return `${left.padEnd(24)}  # ${field.about}`;
  });
  return ['---', ...rows, '---'].join('\n');
}

const reading = `<!--
A lesson is one Markdown file. A line of three dashes ends a step, and a step is one screen. What
stands in comments like this one is for you; students never see it.

The network and its numbers hold from here on. Nobody types an expected answer: you ask for dL/dW,
and the lab computes its value, its formula, and the wrong answers that are worth a sentence.
-->

${sampleNetwork}

# What the weights see

A paragraph with *emphasis*, **weight**, \`code\` and math: a weight reaches the loss $L$ through one
entry of $z$ only. A formula on its own:

$$
\\frac{\\partial L}{\\partial W} =
\\underbrace{\\frac{\\partial L}{\\partial z}}_{\\text{what arrives}} x^\\top
$$

1. a list,
2. with numbers or with dashes.

> A quote, for what is worth remembering.

${fence('note', 'For the instructor: shown in preview only. Ask the class which unit is off.')}`;

const pictures = `# Pictures

<!-- One picture a line. after: ID keeps them back until that exercise is solved. -->

${fence('show', 'graph\nheatmap W x z\nformula z\nalt: Three units, and the second one is off.')}

<!-- Two that are played with: sliders beside the loss, and backward() called again and again. -->

${fence('show', 'slide h in 0..4\ncalls dL/dW')}

Text and programs are shown as they are:

${fence('text', 'z = W x')}

${fence('python', 'h = np.maximum(W @ x, 0)')}`;

const ending = `# What you know now

- Three lines that say what was learned.

${fence('show', 'forward')}

${fence('show', 'backward')}

${fence('show', `after: ${Object.keys(kinds)[0]}-1\nheatmap dL/dW`)}`;

function exerciseStep(kind: Kind): string {
  const { about, fields } = kinds[kind];
  const shown = kind === 'experiment' ? `\n\n${fence('show', 'chart loss')}` : '';
  return `# ${about[0]!.toUpperCase()}${about.slice(1)}

<!-- Keys of this kind:
${keyList(fields as Fields<never>)}
-->

${sampleExercise(kind)}${shown}`;
}

/** Each key of a table of fields with what it takes. */
function keyList(fields: Fields<never>): string {
  const { required } = schemaOf(fields) as { required: readonly string[] };
  const entries = Object.entries(fields as Readonly<Record<string, { field: { about: string } }>>);
  return entries
    .map(([key, { field }]) => {
      const must = required.includes(key) ? ' (required)' : '';
      return `${key}${must}: ${field.about.replaceAll('--', '-')}`;
    })
    .join('\n');
}

function fence(name: string, text: string): string {
  return `\`\`\`${name}\n${text}\n\`\`\``;
}
