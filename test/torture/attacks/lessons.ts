import { type Attack, body, exercise, type Family, faulty, head, lesson } from './attack.ts';

const laughs = ['a: &a [x, x, x, x, x, x, x, x, x]']
  .concat([...'bcdefghi'].map((c, i) => `${c}: &${c} [${Array(9).fill(`*${'abcdefghi'[i]}`)}]`))
  .join('\n');

const yaml: readonly Attack[] = [
  lesson(
    'a billion laughs: nine aliases of nine aliases, nine times',
    exercise(`id: e\nkind: derive\nask: a\nwants: dL/dW\n${laughs}`),
    faulty('no alias is followed', /unknown-key|alias/),
  ),
  lesson(
    'a tag, `!!js/function`',
    exercise('id: e\nkind: derive\nask: !!js/function "f"\nwants: dL/dW'),
    faulty('there are no tags', /tag|Unresolved/i),
  ),
  lesson(
    'a merge key, `<<`',
    exercise('id: e\nkind: derive\n<<: {ask: x}\nwants: dL/dW'),
    faulty('no such key', /<</),
  ),
  lesson(
    '`__proto__` as a key',
    exercise('id: e\n__proto__: {ask: x}\nkind: derive\nwants: dL/dW'),
    faulty('no such key', /__proto__/),
  ),
  lesson(
    '`kind: constructor`',
    exercise('id: e\nkind: constructor\nask: x'),
    faulty('no such kind', /no kind of exercise/),
  ),
  lesson(
    '5,000 brackets',
    exercise(`id: e\nask: ${'['.repeat(5000)}`),
    faulty('12 deep is the most', /too-deep/),
  ),
  lesson(
    'indentation 500 deep',
    exercise(
      `id: e\nkind: derive\nask: a\nwants: dL/dW\nhints:\n${Array.from({ length: 500 }, (_, i) => `${' '.repeat(i + 1)}a:`).join('\n')}`,
    ),
    faulty('a list is expected', /bad-value/),
  ),
];

const text: readonly Attack[] = [
  lesson(
    'escape sequences as YAML escapes',
    head.replace('Bad', '"\\e]0;x\\a\\u202e"') + body,
    faulty('control character', /control-character/),
  ),
  lesson(
    'an escape sequence as a key',
    `${head.replace('goal', '"\\e[2J": 1\ngoal')}${body}`,
    faulty('control character', /control-character/),
  ),
  lesson(
    'escape sequences in the text',
    `${head}# Read \u001b[31m\n\n\u202eolleh\n`,
    faulty('control character', /control-character/),
  ),
  lesson(
    'a zero-width space',
    `${head}# Re\u200bad\n\nText.\n`,
    faulty('control character', /control-character/),
  ),
  lesson(
    'HTML with a script',
    `${head}# Read\n\n<script>alert(1)</script>\n`,
    faulty('no HTML', /HTML/),
  ),
  lesson(
    'an image from elsewhere',
    `${head}# Read\n\n![x](../../etc/passwd)\n`,
    faulty('no images', /image/i),
  ),
  lesson(
    '8,000 stars that open',
    `${head}# Read\n\n${'*a **b '.repeat(8000)}\n`,
    faulty('a step has a size', /\[/),
  ),
  {
    ...lesson('40,000 brackets that open', `${head}# Read\n\n${'['.repeat(40_000)}\n`, [
      'text like any other; it reads in one pass',
      /all is well/,
      0,
    ]),
  },
  lesson(
    '5,000 quotes in quotes',
    `${head}# Read\n\n${'> '.repeat(5000)}x\n`,
    faulty('too deep', /\[/),
  ),
  lesson(
    '9,001 dollars',
    `${head}# Read\n\n${'$'.repeat(9001)}\n`,
    faulty('math without an end', /math|\$/),
  ),
  lesson(
    'LaTeX 1,000 fractions deep',
    `${head}# Read\n\n$$${'\\frac{'.repeat(1000)}$$\n`,
    faulty('too deep, or without an end', /latex|math/i),
  ),
];

const there = ['learn', 'bad', '--plain', '--lessons', 'pack'];

const files: readonly Attack[] = [
  {
    name: 'a link out of the folder of lessons',
    args: ['check', 'pack'],
    files: { 'secret.md': 'secret', 'pack/a.md': '-> ../secret.md' },
    code: 1,
    says: /a link that leads out of its folder/,
    happens: 'not read, and said',
  },
  {
    name: 'a link from a course to the password file',
    args: there,
    files: { 'pack/course.yaml': '-> /etc/passwd' },
    code: 2,
    says: /^(?![\s\S]*root:)[\s\S]*no lesson/,
    happens: 'not read',
  },
  {
    name: 'a course that orders a file above it',
    args: ['check', 'pack'],
    files: {
      'secret.md': `${head}${body}`,
      'pack/a.md': `${head}${body}`,
      'pack/course.yaml': 'format: 1\nid: c\ntitle: C\nlessons: [../secret]\n',
    },
    code: 1,
    says: /course\.yaml:\d+:\d+/,
    happens: 'refused: it orders what stands beside it',
  },
  {
    name: 'a link that leads back to itself',
    args: ['check', 'pack'],
    files: { 'pack/a.md': '-> a.md' },
    code: 1,
    says: /a link there leads back to itself/,
    happens: 'not read, and said',
  },
  {
    name: 'the id of a lesson that is a path',
    args: ['learn', '../../etc/passwd', '--plain'],
    code: 2,
    says: /There is no lesson/,
    happens: 'there is no such lesson',
  },
  {
    name: '`new ../outside`',
    args: ['new', '../outside'],
    code: 2,
    says: /cannot be an id/,
    happens: 'refused: no id',
  },
  {
    name: 'a device, `/dev/zero`',
    args: ['check', '/dev/zero'],
    code: 1,
    says: /it is not a file/,
    happens: 'not read, and said',
  },
  {
    name: 'a lesson of 2 MB',
    args: ['check', 'bad.md'],
    files: { 'bad.md': head + 'x '.repeat(1_000_000) },
    code: 1,
    says: /larger than 1024 kB/,
    happens: 'not read, and said',
  },
  {
    name: 'bytes that are no text',
    args: ['check', 'bad.md'],
    files: { 'bad.md': '\ud800' },
    code: 1,
    says: /bad\.md:1:1/,
    happens: 'refused: it is no lesson',
  },
];

export const lessons: readonly Family[] = [
  { title: 'YAML in a lesson', attacks: yaml },
  { title: 'Text of a lesson', attacks: text },
  { title: 'Paths and files', attacks: files },
];
