export { Lateness, type LeadTime, type ReasonTime, reasonsOf, type Stretch } from './lateness.ts'
export { isWork, type Reason, TIME_KINDS, type TimeKind } from './reasons.ts'
