/**
 * The public library: what the lab itself is made of, without the disk and the screen. Everything
 * here is a function of its arguments. The engine alone is `backprop-lab/engine`.
 */
export type { Span } from './engine/expr.ts';
export { grad, gradientName, type Pullback } from './engine/grad.ts';
export { Scope } from './engine/scope.ts';
export type { Dim, Shape } from './engine/shape.ts';
export type { Nested, Tensor } from './engine/tensor.ts';
export { type GradeOptions, grade } from './grading/grade.ts';
export { type Prepared, prepare, QuestionError } from './grading/prepare.ts';
export type { Question } from './grading/question.ts';
export { read } from './grading/reading.ts';
export type { Feedback, Reading, Verdict } from './grading/verdict.ts';
export { checkLesson } from './lesson/check.ts';
export { checkCourse } from './lesson/course.ts';
export {
  type Exercise,
  gradeExercise,
  readDraft,
  solve,
} from './lesson/exercises/index.ts';
export type { Solution } from './lesson/exercises/kind.ts';
export type { Block, Issue, Lesson, Step } from './lesson/lesson.ts';
export { type Parsed as ParsedLesson, parseLesson } from './lesson/parse.ts';
export { type Evaluated, evaluate, type Gradients } from './notation/evaluate.ts';
export { type Parsed, parse } from './notation/parse.ts';
export { type Dialect, print } from './notation/print.ts';
export { type Program, type ProgramSource, readProgram } from './notation/program.ts';
export { type Attempt, merge, noProgress, type Progress } from './session/progress.ts';
export { type Event, type Session, start, update } from './session/session.ts';
export { type Validated, validate } from './session/validate.ts';
