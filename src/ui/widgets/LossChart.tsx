import { memo } from 'react';
import { chartLines, type LossChartProps } from './chartLines.ts';
import { Lines } from './Lines.tsx';

/** Loss over steps: up to four curves with axes, told apart by their lines as well as their colours. */
export const LossChart = memo(function LossChart(props: LossChartProps) {
  return <Lines lines={chartLines(props)} />;
});
