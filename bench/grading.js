/*
 * What a verdict costs, what naming the mistake costs, and `grade` as a whole:
 *
 *     npm run bench:grading [-- --answers=100000]
 *
 * The answers are the acceptance cases and those of the course in test/grading. Prepared: the
 * exercise has been answered before. Cold: a verdict with reading, differentiating and drawing the
 * question; a diagnosis with making its mistakes. Each time is the best of a few, as the machine has
 * other things to do; the percentiles are over the answers. What goes through the built `grade`
 * counts from its start to its last line.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { importTs } from '../build/import-ts.js';
import { table } from './support/measure.js';

const { values } = parseArgs({ options: { answers: { type: 'string', default: '100000' } } });
const many = Number(values.answers);
const program = fileURLToPath(new URL('../dist/cli.cjs', import.meta.url));
const { course, grade, prepare } = await importTs('bench/support/grading.ts');

const file = fileURLToPath(new URL('../test/grading/cases.jsonl', import.meta.url));
const cases = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))
  .map(({ id, answer, expect, label, ...question }) => ({ question, answer }));
const lessons = course.flatMap(({ question, right, wrong }) =>
  [...right, ...wrong.map(([, answer]) => answer)].map((answer) => ({ question, answer })),
);
const all = [...cases, ...lessons];
const verdictOnly = { verdictOnly: true };

const prepared = new Map();
const ready = (question) => {
  const key = JSON.stringify(question);
  if (!prepared.has(key)) prepared.set(key, prepare(question));
  return prepared.get(key);
};
const wrong = all.filter(
  ({ question, answer }) => grade(ready(question), answer).verdict === 'incorrect',
);

const times = {
  verdict: best(5, all, ({ question, answer }) => {
    const p = ready(question);
    return timed(() => grade(p, answer, verdictOnly));
  }),
  diagnosis: best(5, wrong, ({ question, answer }) => {
    const p = ready(question);
    return timed(() => grade(p, answer)) - timed(() => grade(p, answer, verdictOnly));
  }),
  coldVerdict: best(3, all, ({ question, answer }) =>
    timed(() => grade(prepare(question), answer, verdictOnly)),
  ),
  coldDiagnosis: best(3, wrong, ({ question, answer }) => {
    const p = prepare(question);
    grade(p, answer, verdictOnly);
    return timed(() => grade(p, answer));
  }),
};

const repeated = await stream(many, (i) => ({
  ...all[i % cases.length].question,
  answer: all[i % cases.length].answer,
}));
const fresh = await stream(many, (i) => ({ ...cases[0].question, answer: unheard(i) }));

console.log(`Node ${process.version}; ${all.length} answers, ${wrong.length} of them wrong\n`);
const ms = (x) => `${x.toFixed(x < 10 ? 2 : 1)} ms`;
const mb = (x) => `${(x / 1024).toFixed(0)} MB`;
const goal = (x, limit) => [ms(limit), x <= limit ? 'met' : 'missed'];
const row = (what, list, at, limit) => {
  const x = quantile(list, at);
  return [what, at === 0.5 ? 'median' : 'p99', ms(x), ...(limit ? goal(x, limit) : ['', ''])];
};
const perSecond = (each) => Math.round(many / each.seconds);
const rate = (each) => `${perSecond(each)}, ${Math.round(many / each.cpu)} a CPU second`;
const onOneCore = (each) => ['1000 a CPU second', many / each.cpu >= 1000 ? 'met' : 'missed'];
const flat = ({ early, late }) => [`${mb(early * 1.15)}`, late <= early * 1.15 ? 'met' : 'missed'];
console.log(
  table(
    ['what', '', 'measured', 'goal', ''],
    [
      row('verdict, prepared', times.verdict, 0.5, 0.5),
      row('verdict, prepared', times.verdict, 0.99, 10),
      row('verdict, cold', times.coldVerdict, 0.5),
      row('verdict, cold', times.coldVerdict, 0.99),
      row('diagnosis, prepared', times.diagnosis, 0.5, 2),
      row('diagnosis, prepared', times.diagnosis, 0.99),
      row('diagnosis, cold', times.coldDiagnosis, 0.5),
      row('diagnosis, cold', times.coldDiagnosis, 0.99, 50),
      ['grade, exercises repeat', 'a second', rate(repeated), ...onOneCore(repeated)],
      ['grade, no answer repeats', 'a second', rate(fresh), '', ''],
      [
        `memory at ${many / 10}, then ${many} repeated`,
        '',
        `${mb(repeated.early)}, ${mb(repeated.late)}`,
        ...flat(repeated),
      ],
      [
        `memory at ${many / 10}, then ${many} fresh`,
        '',
        `${mb(fresh.early)}, ${mb(fresh.late)}`,
        ...flat(fresh),
      ],
    ],
  ),
);

/** Right, of the wrong shape, off by a number and without a name: nobody gave them before. */
function unheard(i) {
  return [
    `${i} (dL/dh3 * (z3 > 0)) @ h2.T / ${i}`,
    `(dL/dh3 * (z3 > 0)) @ h2.T * ${i + 2}`,
    `(dL/dh3 @ (z3 > ${i})) @ h2.T`,
    `(dL/dz3 + ${i}) h2`,
  ][i % 4];
}

function best(rounds, items, time) {
  const found = items.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < rounds; round++) {
    items.forEach((item, i) => {
      found[i] = Math.min(found[i], Math.max(0, time(item)));
    });
  }
  return found;
}

function timed(run) {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function quantile(list, at) {
  const sorted = [...list].sort((x, y) => x - y);
  return sorted[Math.min(sorted.length - 1, Math.floor(at * sorted.length))];
}

/** So many lines through the built program: how long it takes, and its memory after a tenth and at the end, in kB. */
async function stream(count, line) {
  const start = performance.now();
  const child = spawn(process.execPath, [program, 'grade', '--json'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const wrote = write(child.stdin, count, line);
  let [lines, early, late, cpu] = [0, 0, 0, 0];
  for await (const chunk of child.stdout) {
    for (const byte of chunk) if (byte === 10) lines += 1;
    if (early === 0 && lines >= count / 10) early = resident(child.pid);
    late = resident(child.pid) || late;
    cpu = cpuSeconds(child.pid) || cpu;
  }
  await wrote;
  return { seconds: (performance.now() - start) / 1000, cpu, early, late };
}

async function write(stdin, count, line) {
  for (let i = 0; i < count; i++) {
    const isTaken = stdin.write(`${JSON.stringify({ id: i, ...line(i) })}\n`);
    if (!isTaken) await new Promise((resolve) => stdin.once('drain', resolve));
  }
  stdin.end();
}

/** CPU time of a process and its threads so far, where the system tells it in hundredths. */
function cpuSeconds(pid) {
  try {
    const [, after] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
    const fields = after.split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return 0;
  }
}

/** Resident memory of a process in kB, where the system tells it. */
function resident(pid) {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return 0;
  }
}
