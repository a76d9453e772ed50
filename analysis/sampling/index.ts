export { acceptance, type Operating, operating, operatingCharacteristic, shareAccepted } from './operating.ts'
export {
  AQLS,
  type CodeLetter,
  codeLetter,
  type LotToInspect,
  planOfLetter,
  type SamplingPlan,
  type Severity,
  samplingPlan,
} from './plans.ts'
export { type InspectedLot, type Inspection, Switching } from './switching.ts'
