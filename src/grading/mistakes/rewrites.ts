import type { Rewrite } from './change.ts';
import {
  scaled,
  withFactor,
  withoutExtra,
  withoutFactor,
  withoutPower,
  withPower,
} from './changes/factors.ts';
import * as masks from './changes/masks.ts';
import * as names from './changes/names.ts';
import * as products from './changes/products.ts';
import { otherSums, summed, whole } from './changes/sums.ts';
import * as terms from './changes/terms.ts';

/** What the student's own text shows, whatever else has the same value; looked at first. */
export const telling: readonly Rewrite[] = [
  { edit: null, mend: 'wrong-slope', at: masks.gatesForSlope },
  { edit: null, mend: 'wrong-slope', at: masks.leaks },
];

/** Rows in the order in which mends are tried: what replaces comes before what inserts. */
export const rewrites: readonly Rewrite[] = [
  { edit: 'wrong-sign', mend: 'wrong-sign', at: terms.otherSign },
  { edit: null, mend: 'wrong-sign', at: terms.withoutAbs },
  { edit: 'other-layout', mend: 'other-layout', at: products.otherLayout },
  { edit: 'missing-transpose', mend: 'extra-transpose', gates: true, at: products.unturned },
  { edit: 'missing-mask', mend: 'extra-factor', at: masks.withoutMask },
  { edit: 'inverted-mask', mend: 'inverted-mask', at: masks.flipped },
  { edit: 'wrong-mask', mend: 'wrong-mask', at: masks.otherMasks },
  { edit: 'wrong-mask', mend: 'wrong-mask', at: masks.maskAcross },
  { edit: 'value-for-slope', mend: 'slope-for-value', at: masks.valuesForMask },
  { edit: 'slope-for-value', mend: 'value-for-slope', at: masks.masksForValue },
  { edit: null, mend: 'value-for-slope', at: masks.slopeOfPower },
  { edit: 'flipped', mend: 'flipped', at: products.reversed },
  { edit: 'wrong-order', mend: 'wrong-order', gates: true, at: products.otherOrder },
  { edit: 'elementwise-for-matmul', mend: 'matmul-for-elementwise', at: products.asEntrywise },
  { edit: 'matmul-for-elementwise', mend: 'elementwise-for-matmul', at: products.asProduct },
  { edit: 'wrong-grouping', mend: 'wrong-grouping', at: products.regrouped },
  { edit: 'missing-activation', mend: 'wrong-activation', at: names.withoutActivation },
  { edit: 'wrong-activation', mend: 'wrong-activation', at: names.otherActivations },
  { edit: 'wrong-sum', mend: 'wrong-sum', at: otherSums },
  { edit: null, mend: 'wrong-sum', at: whole },
  // Before a wrong tensor: where leaving something out is enough, no other name was meant.
  { edit: 'missing-factor', mend: null, at: withoutFactor },
  { edit: null, mend: 'extra-factor', at: withoutExtra },
  { edit: 'missing-power', mend: 'extra-power', at: withoutPower },
  { edit: 'missing-term', mend: 'extra-term', at: terms.withoutTerm },
  { edit: 'missing-term', mend: null, at: terms.oneForAll },
  { edit: 'wrong-tensor', mend: null, gates: true, at: names.mistakenTensors },
  { edit: null, mend: 'wrong-tensor', gates: true, at: names.otherTensors },
  { edit: 'wrong-tensor', mend: 'wrong-tensor', gates: true, at: names.neighbours },
  { edit: 'product-for-sum', mend: 'sum-for-product', at: terms.multiplied },
  { edit: 'sum-for-product', mend: 'product-for-sum', at: terms.added },
  { edit: null, mend: 'missing-activation', at: names.activated },
  { edit: null, mend: 'constant-factor', at: scaled },
  { edit: 'extra-transpose', mend: 'missing-transpose', gates: true, at: products.turned },
  { edit: null, mend: 'missing-mask', at: masks.withMask },
  { edit: null, mend: 'wrong-sum', at: summed },
  { edit: null, mend: 'missing-power', at: withPower },
  { edit: null, mend: 'missing-factor', at: withFactor },
  { edit: null, mend: 'missing-term', at: terms.withTerm },
];
