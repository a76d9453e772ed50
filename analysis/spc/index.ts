export {
  CountChart,
  type CountLimits,
  exactProportionLimits,
  exactRateLimits,
  normalProportionLimits,
  normalRateLimits,
  rateOfSubgroups,
  type Subgroup,
} from './attributes.ts'
export { BernoulliCusum, type CusumDesign, CusumRunLength, cusumReference } from './bernoulli-cusum.ts'
export { type Capability, capability, type Index, type Tolerance } from './capability.ts'
export { type Chart, Cusum, Ewma, IndividualsChart, MeanRangeChart, type SignalRule } from './charts.ts'
export { falseAlarmEvery, falseAlarmsPerWeek, type Watch } from './false-alarms.ts'
export { type BaseLimits, type Limits, limitsOfReadings, limitsOfSubgroups, type RangeConstants, rangeConstants } from './limits.ts'
export { brokenRules, NELSON, RULE_ONE, type Rule, type RuleId, RuleWatch, WESTERN_ELECTRIC } from './rules.ts'
export { cusumRunLength, ewmaRunLength, individualsRunLength, zoneRunLength } from './run-length.ts'
