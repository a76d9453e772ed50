import type { ElementName, Elements, Unknown } from './elements.ts'

/** One of the 34 key figures of ISO 22400-2. `name` is the same here, in the catalogue and in `KPI_DEFINITIONS`. */
export interface IsoKpi {
  /** Its place in the standard's list. */
  readonly number: number
  readonly name: string
  /** Without one of these it is not known. */
  readonly uses: readonly ElementName[]
  readonly of: (e: Readonly<Record<ElementName, number>>, options: Required<IsoOptions>) => number
  /** Known at the plant alone: elsewhere other elements stand for the same thing. */
  readonly ofPlant?: { readonly uses: readonly ElementName[]; readonly of: IsoKpi['of'] }
}

export interface IsoOptions {
  /** What the sums of TBF, TTF and TTR are divided by: FE, or FE + 1 as some texts of the standard have it (biased low where failures are few). */
  readonly divisor?: 'FE' | 'FE+1'
}

const kpi = (number: number, name: string, uses: readonly ElementName[], of: IsoKpi['of'], ofPlant?: IsoKpi['ofPlant']): IsoKpi => ({
  number,
  name,
  uses,
  of,
  ...(ofPlant && { ofPlant }),
})

const HOUR = 3600e6
const YEAR = 365 * 24 * HOUR
const failures = (FE: number, { divisor }: Required<IsoOptions>) => (divisor === 'FE' ? FE : FE + 1)

/*
 * Worked example: PBT 480, APT 360, AUST 30, ADET 60, ADOT 30 min; PRI 0.9 min; PQ 380, GQ 372 give A .75, E .95, QR .97895, OEE .6975, NEE .755625,
 * AE .9375, UE .8. Of several work units OEE is Σ PRI·GQ / Σ PBT: an average of ratios would weigh an hour of one against a week of another.
 */
export const ISO_KPIS: readonly IsoKpi[] = [
  kpi(1, 'workerEfficiency', ['APWT', 'APAT'], (e) => e.APWT / e.APAT),
  kpi(2, 'allocationRatio', ['AUBT', 'AOET'], (e) => e.AUBT / e.AOET),
  kpi(3, 'throughputRate', ['PQ', 'AOET'], (e) => e.PQ / (e.AOET / HOUR), {
    uses: ['finished', 'AOET'],
    of: (e) => e.finished / (e.AOET / HOUR),
  }),
  kpi(4, 'allocationEfficiency', ['AUBT', 'PBT'], (e) => e.AUBT / e.PBT),
  kpi(5, 'utilisationEfficiency', ['APT', 'AUBT'], (e) => e.APT / e.AUBT),
  kpi(6, 'oee', ['plannedGood', 'ratedBusy'], (e) => e.plannedGood / e.ratedBusy),
  kpi(7, 'nee', ['plannedGoodBusy', 'ratedBusy'], (e) => e.plannedGoodBusy / e.ratedBusy),
  kpi(8, 'availability', ['APT', 'PBT'], (e) => e.APT / e.PBT),
  kpi(9, 'effectiveness', ['plannedRun', 'ratedProduction'], (e) => e.plannedRun / e.ratedProduction),
  kpi(10, 'qualityRatio', ['GQ', 'PQ'], (e) => e.GQ / e.PQ),
  kpi(11, 'setupRatio', ['AUST', 'AUPT'], (e) => e.AUST / e.AUPT),
  kpi(12, 'technicalEfficiency', ['APT', 'ADET'], (e) => e.APT / (e.APT + e.ADET)),
  kpi(13, 'productionProcessRatio', ['APT', 'AOET'], (e) => e.APT / e.AOET),
  kpi(14, 'scrapToPlanned', ['SQ', 'PSQ'], (e) => e.SQ / e.PSQ),
  kpi(15, 'firstPassYield', ['GP', 'IP'], (e) => e.GP / e.IP),
  kpi(16, 'scrapRatio', ['SQ', 'PQ'], (e) => e.SQ / e.PQ, {
    uses: ['scrapped', 'finished'],
    of: (e) => e.scrapped / (e.finished + e.scrapped),
  }),
  kpi(17, 'reworkRatio', ['RQ', 'PQ'], (e) => e.RQ / e.PQ),
  kpi(18, 'fallOffRatio', ['SQ', 'firstPQ'], (e) => e.SQ / e.firstPQ),
  kpi(19, 'machineCapability', ['USL', 'LSL', 's'], (e) => (e.USL - e.LSL) / (6 * e.s)),
  kpi(20, 'criticalMachineCapability', ['USL', 'LSL', 'xbar', 's'], (e) => Math.min(e.USL - e.xbar, e.xbar - e.LSL) / (3 * e.s)),
  kpi(21, 'processCapability', ['USL', 'LSL', 'sigma'], (e) => (e.USL - e.LSL) / (6 * e.sigma)),
  kpi(22, 'criticalProcessCapability', ['USL', 'LSL', 'xbar', 'sigma'], (e) => Math.min(e.USL - e.xbar, e.xbar - e.LSL) / (3 * e.sigma)),
  kpi(23, 'energyPerUnit', ['energy', 'PQ'], (e) => e.energy / e.PQ, { uses: ['energy', 'finished'], of: (e) => e.energy / e.finished }),
  kpi(24, 'inventoryTurns', ['issued', 'inventory', 'span'], (e) => e.issued / (e.span / YEAR) / (e.inventory / e.span)),
  kpi(25, 'finishedGoodsRatio', ['finished', 'surplus', 'CM'], (e) => (e.finished - e.surplus) / e.CM),
  kpi(26, 'integratedGoodsRatio', ['IGQ', 'CM'], (e) => e.IGQ / e.CM),
  kpi(27, 'productionLossRatio', ['PL', 'CM'], (e) => e.PL / e.CM),
  kpi(28, 'storageLossRatio', ['STL', 'CM'], (e) => e.STL / e.CM),
  kpi(29, 'otherLossRatio', ['OL', 'CM'], (e) => e.OL / e.CM),
  kpi(30, 'equipmentLoadRatio', ['PQ', 'EPC'], (e) => e.PQ / e.EPC),
  kpi(31, 'mtbf', ['TBF', 'FE'], (e, options) => e.TBF / 1e6 / failures(e.FE, options)),
  kpi(32, 'mttf', ['TTF', 'FE'], (e, options) => e.TTF / 1e6 / failures(e.FE, options)),
  kpi(33, 'mttr', ['TTR', 'FE'], (e, options) => e.TTR / 1e6 / failures(e.FE, options)),
  kpi(34, 'correctiveMaintenanceRatio', ['CMT', 'PMT'], (e) => e.CMT / (e.CMT + e.PMT)),
]

export const isoKpi = (name: string): IsoKpi | undefined => ISO_KPIS.find((one) => one.name === name)

/** Which elements a figure is made of in this scope. */
export const usesOf = ({ uses, ofPlant }: IsoKpi, isPlant: boolean) => (isPlant && ofPlant ? ofPlant.uses : uses)

/** The number; or null, and why it is not known. A share of nothing is not known either. */
export function isoValue(
  one: IsoKpi,
  { value, why }: Elements,
  isPlant: boolean,
  { divisor = 'FE' }: IsoOptions = {},
): { readonly value: number | null; readonly why: Unknown | null } {
  const missing = usesOf(one, isPlant).find((name) => value[name] === null)
  if (missing !== undefined) return { value: null, why: why[missing] ?? 'state' }
  const of = isPlant && one.ofPlant ? one.ofPlant.of : one.of
  const number = of(value as Record<ElementName, number>, { divisor })
  return Number.isFinite(number) ? { value: number, why: null } : { value: null, why: 'nothing' }
}

/** Mean time between failures in seconds, ΣTBF / FE unless another divisor is asked for: 40 h in PBT with 4 failures are 10 h, with FE + 1 they are 8 h. */
export const mtbf = (elements: Elements, options: IsoOptions = {}) => isoValue(isoKpi('mtbf')!, elements, false, options)
