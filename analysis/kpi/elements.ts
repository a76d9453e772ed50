/*
 * The elements of ISO 22400-2, which its key figures are made of. Upper case: the standard's own. Lower case: what this library needs besides to
 * say a figure of several work units, or of a whole plant. Times are µs, so that sums over work units, shifts and days are exact.
 */

/** Why an element is not known: the log tells nothing of it, or the scenario plans nothing. */
export type Unknown =
  /** Nothing is known of its time. */
  | 'state'
  /** The log tells of no jobs, so nobody knows which order was there. */
  | 'orders'
  /** Nobody counted. */
  | 'pieces'
  /** Not known which pieces were good. */
  | 'quality'
  /** The planned time of what was made is not known. */
  | 'cycleTime'
  /** The scenario plans nothing of the kind. */
  | 'notPlanned'
  /** No people are told of, or not by name. */
  | 'people'
  /** People attend the plant, not a work unit. */
  | 'attendance'
  /** Things that are counted differently, such as kilograms and pieces, have no sum. */
  | 'units'
  /** The power that it draws is not known. */
  | 'power'
  /** It is said of the plant only. */
  | 'plantOnly'
  /** Nothing was measured against two limits, or too little. */
  | 'measurements'
  /** The log does not tell other losses apart. */
  | 'otherLoss'
  /** It is a share of nothing. */
  | 'nothing'

const TIMES = {
  POT: 'planned operation time: slots × time',
  PDOT: 'planned down time: no shift, breaks, planned maintenance',
  PBT: 'planned busy time, POT − PDOT (without time of which nothing is known)',
  POET: 'planned order execution time: PRI × POQ + PUST',
  PUST: 'planned unit set-up time: mean time of the set-ups that began',
  PRI: 'planned run time per item: planned time of what was made / PQ',
  APT: 'actual production time: processing',
  AUST: 'actual unit set-up time',
  ADET: 'actual unit delay time: in PBT with an order there, neither processing nor in set-up',
  ADOT: 'actual unit down time: in PBT with no order there',
  AUPT: 'actual unit processing time, APT + AUST',
  AUBT: 'actual unit busy time, AUPT + ADET',
  AOET: 'actual order execution time: of each order, from the start of its first job there to the end of its last one, summed',
  ATT: 'actual transport time: units on conveyors and vehicles on their way here',
  AQT: 'actual queuing time: units waiting for here',
  APWT: 'actual personnel work time: people at a job',
  APAT: 'actual personnel attendance time: people there, at a job or not',
  TBF: 'time between failures: TTF + TTR',
  TTR: 'time to repair: waiting for repair and repair',
  TTF: 'time to failure: PBT without TTR',
  CMT: 'corrective maintenance time: repair',
  PMT: 'planned maintenance time',
  unknownTime: 'time of which nothing is known; no part of PBT',
  plannedRun: 'Σ PRI·PQ: planned time of what was made',
  plannedGood: 'Σ PRI·GQ, work unit by work unit',
  plannedGoodBusy: 'Σ PRI·GQ·AUPT/APT, work unit by work unit',
  ratedBusy: 'PBT of the work units whose work is planned here: all but those that no route names, and those of suppliers',
  ratedProduction: 'APT of the same work units',
  span: 'elapsed time',
} as const

const QUANTITIES = {
  PQ: 'produced quantity: operations ended, GQ + SQ + RQ',
  GQ: 'good quantity',
  SQ: 'scrap quantity',
  RQ: 'rework quantity',
  PSQ: 'planned scrap quantity: Σ PQ × what the planned yields let be scrap',
  POQ: 'planned order quantity: of the orders that began here',
  GP: 'good parts: of the inspected ones, good at the first attempt',
  IP: 'inspected parts: first attempts ended; of the plant, units that left it',
  CM: 'consumed material',
  EPC: 'equipment production capacity: what could be made in PBT, PBT / PRI',
  IGQ: 'integrated goods quantity: finished goods, surplus included',
  PL: 'production loss: units scrapped',
  STL: 'storage and transport loss: stock written off',
  OL: 'other loss',
  FE: 'failure events',
  finished: 'units that left the plant good',
  scrapped: 'units that left the plant as scrap',
  surplus: 'units finished that their orders did not take any more',
  firstPQ: 'PQ of the first operations of the products made here',
  energy: 'energy, kWh',
  issued: 'issued from stock',
  inventory: 'stock on hand × time, piece-µs',
  USL: 'upper limit of the characteristic with the lowest Cpk',
  LSL: 'its lower limit',
  xbar: 'its mean',
  s: 'its short-term standard deviation: mean moving range / 1.128',
  sigma: 'its standard deviation over all readings',
} as const

export type TimeElement = keyof typeof TIMES
export type QuantityElement = keyof typeof QUANTITIES
export type ElementName = TimeElement | QuantityElement

/** In one sentence each, times first. */
export const ELEMENT_MEANING: Readonly<Record<ElementName, string>> = { ...TIMES, ...QUANTITIES }
export const ELEMENTS = Object.keys(ELEMENT_MEANING) as readonly ElementName[]
export const isTime = (name: ElementName): name is TimeElement => name in TIMES

/** What is known of one scope over one span; null where it is not, and then `why`. Times in µs. */
export interface Elements {
  readonly value: Readonly<Record<ElementName, number | null>>
  readonly why: Readonly<Partial<Record<ElementName, Unknown>>>
}
