import { type Attack, type Family, grad, grade, refused, unreadable } from './attack.ts';

const everybodys = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];

const names: readonly Attack[] = [
  ...everybodys.flatMap((name) => [
    grade(
      `the answer \`${name}\``,
      { answer: name },
      unreadable('no such name', /"label":"(unknown-name|syntax)"/),
    ),
    grad(
      `\`grad 'sum(${name})'\``,
      `sum(${name})`,
      refused('no such name', /I do not know|I cannot read "?_/),
    ),
    grad(`\`--wrt ${name}\``, 'sum(a)', refused('no such name', /There is no/), [
      ...['--at', 'a=[1,2]', '--wrt', name],
    ]),
  ]),
  grade(
    'a call of a method of every object',
    { answer: 'constructor("return 1")(x)' },
    unreadable('there are no strings and no properties'),
  ),
  grade(
    'a lesson called `__proto__`',
    { lesson: '__proto__', exercise: 'constructor' },
    refused('there is no such lesson', /There is no lesson/),
  ),
  {
    name: '`--at __proto__=…`',
    args: ['grad', 'sum(a)', '--at', '__proto__=[1,2]', '--at', 'a=[1,2]', '--json'],
    code: 0,
    says: /"grads":\{.*"a":\[1,1\]/,
    happens: 'a name like any other, that nothing uses',
  },
  {
    name: '`learn constructor`',
    args: ['learn', 'constructor', '--plain'],
    code: 2,
    says: /There is no lesson constructor/,
    happens: 'there is no such lesson',
  },
];

const escapes: readonly Attack[] = [
  grade(
    'an answer with a colour',
    { answer: '\u001b[31mx' },
    unreadable('U+001B is named', /U\+001B/),
  ),
  grade(
    'an answer that sets the title of the window',
    { answer: 'x\u001b]0;owned\u0007' },
    unreadable('U+001B is named', /U\+001B/),
  ),
  grade(
    'an answer that turns the reading direction',
    { answer: 'x\u202eT^' },
    unreadable('U+202E is named', /U\+202E/),
  ),
  grade(
    'a zero-width space in an answer',
    { answer: 'dL/dz\u200b x^T' },
    unreadable('the invisible character is named', /invisible/),
  ),
  grade(
    'an `id` that clears the screen, told back as data',
    { id: '\u001b[2J\u202e' },
    refused('comes back escaped', /\\u001b\[2J\\u202e/, 0),
  ),
  grade(
    'a program with a colour',
    { program: 'z\u001b[31m = W @ x' },
    refused('an error for this line; U+001B is named', /U\+001B/),
  ),
  grade(
    'an `ask` with a colour',
    { ask: '\u001b[31m' },
    refused('an error for this line', /"error"/),
  ),
  grad(
    '`grad` of a program with a colour',
    'sum(a)\u001b[31m',
    refused('refused; U+001B is named', /U\+001B/),
  ),
  grad('`--at` with a colour', 'sum(a)', refused('refused, and printed with a mark', /--at/), [
    ...['--at', '\u001b[31m=1'],
  ]),
  grad(
    'an option with a colour',
    'sum(a)',
    refused('no such option; printed with a mark', /Unknown argument/),
    ['--\u001b[31m'],
  ),
  {
    name: 'a command with a colour',
    args: ['\u001b[31m\u202e'],
    code: 2,
    says: /\uFFFD\[31m/,
    happens: 'no such command; printed with a mark',
  },
  {
    name: 'the id of a lesson with a colour',
    args: ['learn', '\u001b[31m'],
    code: 2,
    says: /There is no lesson/,
    happens: 'no such lesson; printed with a mark',
  },
  {
    name: 'answers with colours and bells, as lines',
    args: ['learn', 'loss', '--plain'],
    input: ':next\n:next\n\u001b[31m\u202e\u0007\n:\u001b]0;x\u0007\n',
    code: 0,
    says: /U\+001B/,
    happens: 'not judged; U+001B is named',
  },
  {
    name: 'the name of a file with colours',
    args: ['check', '\u001b[31m\u202e.md'],
    code: 1,
    says: /\uFFFD\[31m\uFFFD\.md/,
    happens: 'no such file; printed with a mark',
  },
  grade(
    'a Cyrillic х for x',
    { answer: 'dL/dz \u0445^T' },
    unreadable('the letter is named', /Cyrillic/),
  ),
  grade(
    'a Greek ο for o',
    { answer: 'dL/dz \u03bf' },
    unreadable('the letter is named', /Greek|look/),
  ),
];

const sizes: readonly Attack[] = [
  grad(
    'a tower of 60 powers',
    `sum(a${'^9'.repeat(60)})`,
    refused('refused: an exponent is a number of at most 64', /64|exponent|power/),
    ['--at', 'a=[2]'],
  ),
  grade('an exponent of 11 digits', { answer: 'dL/dz x^T^99999999999' }, unreadable('too large')),
  grade(
    'a number with an exponent of 500 digits',
    { answer: `dL/dz x^T * 1e${'9'.repeat(500)}` },
    unreadable('no such number'),
  ),
  grade(
    'a size of a billion',
    { sizes: { o: 1e9 } },
    refused('an error for this line', /"error":"sizes/),
  ),
  grade(
    'numbers that are none',
    { values: { W: [[null]] } },
    refused('an error for this line', /"error":"values/),
  ),
  grade('`eye(1000000000)`', { answer: 'eye(1000000000)' }, unreadable('too large')),
  grade('10,000 brackets', { answer: '('.repeat(10_000) }, unreadable('too deep')),
  grade('5,000 minus signs', { answer: `${'-'.repeat(5000)}x` }, unreadable('too long')),
  grade('2,400 transposes', { answer: `x${'.T'.repeat(2400)}` }, unreadable('too long')),
  grade('an answer of 150,000 characters', { answer: 'x+'.repeat(75_000) }, unreadable('too long')),
  grade(
    'a line of 300,000 characters',
    { answer: 'x'.repeat(300_000) },
    refused('an error for this line, which is not kept in memory', /"error":"line/),
  ),
  grade(
    'a program of 2,000 statements',
    { program: Array.from({ length: 2000 }, (_, i) => `a${i} = x`).join(';') },
    refused('an error for this line', /"error"/),
  ),
  grad(
    '1,000 nested calls',
    `${'sum('.repeat(1000)}a${')'.repeat(1000)}`,
    refused('refused: too deep', /deep|nest|long/i),
  ),
  {
    name: 'JSON 10,000 deep',
    args: ['grade'],
    input: `${'['.repeat(10_000)}\n`,
    code: 2,
    says: /JSON/,
    happens: 'an error for this line',
  },
  {
    name: 'a line that is no JSON',
    args: ['grade'],
    input: 'process.exit(7)\n',
    code: 2,
    says: /JSON/,
    happens: 'an error for this line',
  },
];

/** What makes a careless regular expression go back and forth for ever. */
const traps: readonly (readonly [string, string])[] = [
  ['9,000 letters', 'a'.repeat(9000)],
  ['9,000 spaces and a letter', `${' '.repeat(9000)}x`],
  ['9,000 underscores', '_'.repeat(9000)],
  ['9,000 digits and a point', `${'1'.repeat(9000)}.`],
  ['9,000 backslashes', '\\'.repeat(9000)],
];

const code: readonly Attack[] = [
  grade(
    'an answer that ends the program',
    { answer: '(() => process.exit(9))()' },
    unreadable('a formula is expected'),
  ),
  grade(
    'an answer that is a template',
    { answer: '`$\u007bprocess.env.HOME}`' },
    unreadable('a formula is expected'),
  ),
  grad(
    'a program that ends the program',
    'globalThis.process.exit(9)',
    refused('refused: a formula is expected', /\^/),
  ),
];

export const answers: readonly Family[] = [
  { title: 'Names that every object has', attacks: names },
  {
    title: 'Escape sequences, reading direction, invisible and look-alike characters',
    attacks: escapes,
  },
  { title: 'Exponents, sizes, depth and length', attacks: sizes },
  {
    title: 'Traps for regular expressions',
    attacks: traps.map(([name, answer]) => grade(name, { answer }, unreadable('read in one pass'))),
  },
  { title: 'Code', attacks: code },
];
