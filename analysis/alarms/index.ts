export {
  ALARM_RULE_NAMES,
  ALARM_RULES,
  type Alarm,
  type AlarmRule,
  LIFE,
  type LifeState,
  type Proposal,
  type Raised,
  type Warned,
} from './alarm.ts'
export { type AlarmsOptions, alarmsOf } from './alarms.ts'
export { type AlarmsTold, alarmSays, alarmSections } from './document.ts'
export { type AlarmNote, noted, whyNot } from './noted.ts'
export { type Overload, overloadsOf } from './overload.ts'
export {
  type AlarmList,
  alarmList,
  type Foreknowledge,
  foreknowledge,
  medianOf,
  poissonInterval,
  type RuleSummary,
  ruleSummaries,
} from './summary.ts'
export { ALARM_WORDS } from './words.ts'
