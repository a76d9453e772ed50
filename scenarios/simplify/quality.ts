import type { Characteristic, Defect, Parameter, Rework, Test } from '../model.ts'
import { sideOf } from '../normalise/quality.ts'
import { writeRatio } from '../units.ts'
import { compact, distribution, each, named, optionalDistribution, unless } from './written.ts'

export function characteristic(one: Characteristic) {
  return {
    ...named(one),
    unit: unless(one.unit, ''),
    value: distribution(one.value, true),
    parameter: one.parameter ?? undefined,
    gain: unless(one.gain, one.parameter === null ? 0 : 1),
  }
}

export function defect(one: Defect) {
  return {
    ...named(one),
    probability: one.probability === null ? undefined : writeRatio(one.probability),
    logit: one.logit ?? undefined,
    effects: each(one.effects, ({ of, name, coefficient, target, side }) => ({
      of,
      name: name ?? undefined,
      coefficient,
      target: of === 'parameter' ? (target ?? undefined) : unless(target, of === 'speed' || of === 'operator' ? 1 : 0),
      side: unless(side, sideOf(of)),
    })),
  }
}

/** What it finds and repairs is written out: `all` would mean more when an earlier operation gets another defect. */
export function test(one: Test) {
  return compact({
    finds: one.finds,
    detection: one.detection === 1 ? undefined : writeRatio(one.detection),
    falseAlarm: one.falseAlarm === 0 ? undefined : writeRatio(one.falseAlarm),
    measures: each(one.measures, ({ characteristic, sd, low, high }) => ({
      characteristic,
      sd: unless(sd, 0),
      low: low ?? undefined,
      high: high ?? undefined,
    })),
    every: unless(one.every, 1),
    share: one.share === 1 ? undefined : writeRatio(one.share),
    time: optionalDistribution(one.time),
    result: optionalDistribution(one.result),
    meanwhile: unless(one.meanwhile, 'quarantine'),
    onFail: unless(one.onFail, one.rework === null ? 'scrap' : 'rework'),
    rework: rework(one.rework),
    repairs: one.onFail === 'rework' ? one.repairs : undefined,
  })
}

export function parameter(one: Parameter, tasks: readonly string[]) {
  return {
    ...named(one),
    unit: unless(one.unit, ''),
    setPoint: one.setPoint,
    sd: unless(one.sd, 0),
    autocorrelation: unless(one.autocorrelation, 0),
    drift: unless(one.drift, 0),
    clock: unless(one.clock, 'processing'),
    low: one.low ?? undefined,
    high: one.high ?? undefined,
    resetBy: one.drift === 0 || JSON.stringify(one.resetBy) === JSON.stringify(tasks) ? undefined : one.resetBy,
    adjustEvery: one.adjustEvery ?? undefined,
    adjustBeyond: one.adjustBeyond ?? undefined,
  }
}

export function rework(one: Rework | null) {
  return one === null
    ? undefined
    : compact({
        ratio: one.ratio === 1 ? undefined : writeRatio(one.ratio),
        to: one.to ?? undefined,
        limit: unless(one.limit, 1),
        per: unless(one.per, 'unit'),
      })
}
