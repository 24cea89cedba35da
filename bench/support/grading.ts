/** What the benchmark of grading runs, as one bundle: two would each have error classes of their own. */
export { grade } from '../../src/grading/grade.ts';
export { prepare } from '../../src/grading/prepare.ts';
export { course } from '../../test/grading/course/index.ts';
