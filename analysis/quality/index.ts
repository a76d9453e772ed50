export { type Branch, believedReading, believedRejects } from './believed.ts'
export type { Readings } from './measured.ts'
export { type Quality, qualityOf } from './quality.ts'
export type { Receiving } from './receiving.ts'
export { type Output, OutputCounts, type ReworkLoop } from './rework.ts'
export { type Share, shareOf } from './share.ts'
export { type DefectCount, defectIds, type FirstPass, type TestReport } from './tests.ts'
export {
  type ChartReport,
  chartsOf,
  falseAlarmsOf,
  type LimitsFrom,
  SHARE_DESIGN,
  type ShareDesign,
  type Signal,
  type Watched,
  type Watching,
} from './watching.ts'
