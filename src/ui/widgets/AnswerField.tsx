import { memo } from 'react';
import { type AnswerFieldProps, answerLines } from './answerLines.ts';
import { Lines } from './Lines.tsx';

/** The answer line with its cursor, and underneath what was understood of it. */
export const AnswerField = memo(function AnswerField(props: AnswerFieldProps) {
  return <Lines lines={answerLines(props)} />;
});
