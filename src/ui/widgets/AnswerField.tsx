import { answerLines } from './answerLines.ts';
import { widget } from './widget.ts';

/** The answer line with its cursor, and underneath what was understood of it. */
export const AnswerField = /* @__PURE__ */ widget(answerLines);
