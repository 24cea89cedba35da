import { fromNested } from '../../engine/tensor.ts';
import { layout } from '../../notation/layout.ts';
import { EntryGrid } from './EntryGrid.tsx';
import type { Exhibit } from './exhibit.ts';
import { Footer, KeyTable } from './Footer.tsx';
import { Formula } from './Formula.tsx';
import { GraphView } from './GraphView.tsx';
import { answers } from './galleryAnswers.tsx';
import * as sample from './gallerySamples.ts';
import { LossChart } from './LossChart.tsx';
import { Matrix } from './Matrix.tsx';
import { MatrixDiff } from './MatrixDiff.tsx';
import { ProgressBar } from './ProgressBar.tsx';
import { Prose } from './Prose.tsx';
import { PullbackCard } from './PullbackCard.tsx';
import { Slider } from './Slider.tsx';
import { StepDots } from './StepDots.tsx';
import { TitleBar } from './TitleBar.tsx';
import { TooSmall } from './TooSmall.tsx';

/** Every widget with sample data; the frame tests walk it and `backprop-lab gallery` shows it. */
export const gallery: readonly Exhibit[] = [
  {
    name: 'title bar',
    draw: (place) => (
      <TitleBar
        {...place}
        title="Layer 3, the weights"
        steps={sample.steps}
        now={3}
        credit={0.92}
      />
    ),
  },
  {
    name: 'step dots',
    draw: (place) => <StepDots {...place} steps={sample.steps} now={3} />,
  },
  {
    name: 'progress bar',
    draw: (place) => <ProgressBar {...place} label="training" share={0.62} />,
  },
  {
    name: 'slider',
    draw: (place) => (
      <Slider {...place} label="learning rate" value={0.03} ends={[1e-4, 1]} log focus />
    ),
  },
  {
    name: 'prose',
    draw: (place) => <Prose {...place} blocks={sample.prose} />,
  },
  {
    name: 'formula',
    draw: ({ theme, width }) => (
      <Formula
        theme={theme}
        width={width}
        box={layout(sample.formula, { width, ascii: theme.ascii })}
      />
    ),
  },
  {
    name: 'formula, one part spoken of',
    draw: ({ theme, width }) => (
      <Formula
        theme={theme}
        width={width}
        box={layout(sample.formula, { width, ascii: theme.ascii })}
        part="slope"
      />
    ),
  },
  {
    name: 'matrix',
    draw: (place) => <Matrix {...place} title="∂L/∂W₃" tensor={sample.gradient} />,
  },
  {
    name: 'matrix, one entry read off',
    draw: (place) => (
      <Matrix {...place} title="∂L/∂W₃" tensor={sample.gradient} cursor={{ row: 2, col: 1 }} />
    ),
  },
  {
    name: 'matrix, a column lit',
    draw: (place) => <Matrix {...place} title="W₃" tensor={sample.gradient} column={1} />,
  },
  {
    name: 'matrix of fractions, marked',
    draw: (place) => (
      <Matrix
        {...place}
        title="your ∂L/∂W₂"
        tensor={sample.fractions}
        marks={sample.marks}
        cursor={{ row: 1, col: 2 }}
      />
    ),
  },
  {
    name: 'matrix, not finite',
    draw: (place) => <Matrix {...place} title="∂L/∂W₁" tensor={sample.broken} />,
  },
  {
    name: 'scalar',
    draw: (place) => <Matrix {...place} title="L" tensor={fromNested(18)} />,
  },
  {
    name: 'matrix, dense',
    draw: (place) => (
      <Matrix {...place} title="∂L/∂W" tensor={sample.large} cursor={{ row: 9, col: 20 }} />
    ),
  },
  {
    name: 'matrix, a page of numbers',
    draw: (place) => (
      <Matrix
        {...place}
        title="∂L/∂W"
        tensor={sample.large}
        cursor={{ row: 9, col: 20 }}
        density="numbers"
      />
    ),
  },
  {
    name: 'difference',
    draw: (place) => (
      <MatrixDiff
        {...place}
        yours={sample.unmasked}
        engine={sample.gradient}
        marks={sample.rowMarks}
        cursor={{ row: 1, col: 1 }}
      />
    ),
  },
  {
    name: 'entry grid',
    draw: (place) => (
      <EntryGrid {...place} title="∂L/∂W₃" entries={sample.entries} cursor={{ row: 1, col: 1 }} />
    ),
  },
  {
    name: 'loss chart',
    draw: (place) => (
      <LossChart {...place} title="Loss" series={[{ name: 'loss', values: sample.plateau }]} />
    ),
  },
  {
    name: 'loss chart, two curves and a cursor',
    draw: (place) => (
      <LossChart
        {...place}
        title="Loss"
        series={[
          { name: 'yours', values: sample.wobbly },
          { name: "the engine's", values: sample.plateau },
        ]}
        cursor={24}
      />
    ),
  },
  {
    name: 'loss chart, logarithmic',
    draw: (place) => (
      <LossChart
        {...place}
        title="Loss"
        series={[
          { name: 'rate 0.01', values: sample.decay },
          { name: 'rate 0.03', values: sample.fastDecay },
          { name: 'rate 0.001', values: sample.slowDecay },
        ]}
        log
      />
    ),
  },
  {
    name: 'loss chart, diverging',
    draw: (place) => (
      <LossChart
        {...place}
        title="Loss"
        series={[
          { name: 'rate 0.3', values: sample.diverging },
          { name: 'rate 0.01', values: sample.plateau.slice(0, 30) },
        ]}
      />
    ),
  },
  {
    name: 'graph, on the way back',
    draw: (place) => <GraphView {...place} nodes={sample.network} focus="z₃" />,
  },
  {
    name: 'graph, on the way forward',
    draw: (place) => <GraphView {...place} nodes={sample.forward} focus="h₂" />,
  },
  {
    name: 'graph, gradients that add',
    draw: (place) => <GraphView {...place} nodes={sample.residual} focus="x" />,
  },
  {
    name: 'pullback card',
    draw: (place) => <PullbackCard {...place} title="h₃ = ReLU(z₃)" rows={sample.pullback} />,
  },
  {
    name: 'pullback card, used twice',
    draw: (place) => <PullbackCard {...place} title="h₂ = ReLU(z₂)" rows={sample.reuse} />,
  },
  {
    name: 'pullback card, gradients that add',
    draw: (place) => <PullbackCard {...place} title="x" rows={sample.fanIn} />,
  },
  ...answers,
  { name: 'footer', draw: (place) => <Footer {...place} keys={sample.keys} /> },
  { name: 'key table', draw: (place) => <KeyTable {...place} groups={sample.keyGroups} /> },
  {
    name: 'too small',
    draw: (place) => <TooSmall {...place} needs={{ width: 60, height: 18 }} />,
  },
];
