import { chartLines } from './chartLines.ts';
import { widget } from './widget.ts';

/** Loss over steps: up to four curves with axes, told apart by their lines as well as their colours. */
export const LossChart = /* @__PURE__ */ widget(chartLines);
