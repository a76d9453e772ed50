export { JOB_STATE_NAMES, JobState, mayFollow, SUB_STATE_NAMES, SubState } from './job-state.ts'
export { type JobCard, type MakingNow, type OrderProgress, type Orders, ordersOf, type SegmentProgress } from './orders.ts'
export { productionOf } from './production.ts'
export type { Tracker } from './tracker.ts'
