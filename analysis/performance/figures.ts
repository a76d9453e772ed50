import { wilsonInterval } from '../../engine/math/proportion-interval.ts'
import { type Elements, ISO_KPIS, type IsoOptions, isoValue, kpiDefinition, type Unknown } from '../kpi/index.ts'

/** A key figure of one scope and span. */
export interface IsoFigure {
  readonly name: string
  readonly number: number
  readonly value: number | null
  readonly why: Unknown | null
  /** 95 % (Wilson) of a share of counted pieces; null for others. */
  readonly interval: readonly [number, number] | null
  readonly unit: string
}

/** All 34, in the standard's order. */
export function figuresOf(elements: Elements, isPlant: boolean, options: IsoOptions = {}): readonly IsoFigure[] {
  return ISO_KPIS.map((one) => {
    const { value, why } = isoValue(one, elements, isPlant, options)
    return {
      name: one.name,
      number: one.number,
      value,
      why,
      interval: intervalOf(one.name, elements, isPlant),
      unit: kpiDefinition(one.name)!.unit,
    }
  })
}

function intervalOf(name: string, { value: e }: Elements, isPlant: boolean): readonly [number, number] | null {
  const shares: Readonly<Record<string, readonly [number | null, number | null]>> = {
    qualityRatio: [e.GQ, e.PQ],
    reworkRatio: [e.RQ, e.PQ],
    scrapRatio: isPlant ? [e.scrapped, e.finished === null || e.scrapped === null ? null : e.finished + e.scrapped] : [e.SQ, e.PQ],
    firstPassYield: [e.GP, e.IP],
  }
  const [hits, trials] = shares[name] ?? [null, null]
  if (hits === null || trials === null || trials === 0) return null
  const { low, high } = wilsonInterval(hits, trials)
  return [low, high]
}
