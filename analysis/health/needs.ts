import { type ReporterKind, reportersOf } from '../../engine/log/reporters.ts'
import type { Scenario } from '../../scenarios/model.ts'
import type { KpiKey } from '../kpi/index.ts'

/** Whose records a key figure is made of, as places in `reportersOf(scenario)`. Of a figure that is not listed here: everybody's. */
export function needsOf(scenario: Scenario): (key: Pick<KpiKey, 'name' | 'subject'>) => readonly number[] {
  const { list } = reportersOf(scenario)
  const everybody = list.map((_, i) => i)
  const allOf = (...kinds: readonly ReporterKind[]) => everybody.filter((i) => kinds.includes(list[i]!.kind))
  const fleets = new Map(scenario.transport.map(({ id, fleet }) => [id, Array.from({ length: fleet }, (_, n) => `${id}#${n + 1}`)]))
  const isTool = new Set((scenario.tools ?? []).map(({ id }) => id))
  const isPallet = new Set((scenario.pallets ?? []).map(({ id }) => id))
  /** The station, crew, conveyor, store or fleet itself. Of a person: the crew. */
  const own = (subject: string) => {
    if (isTool.has(subject)) return allOf('tools')
    if (isPallet.has(subject)) return allOf('tracking')
    const ids = fleets.get(subject) ?? [subject, subject.slice(0, Math.max(0, subject.indexOf('/')))]
    return everybody.filter((i) => OF_ITS_OWN.has(list[i]!.kind) && ids.includes(list[i]!.id))
  }
  const isStation = new Set(scenario.stations.map(({ id }) => id))
  return ({ name, subject }) => {
    const need = NEEDS[name.startsWith('state.') || name.startsWith('vehicle.') ? 'state' : name]
    if (need === undefined) return everybody
    if (need === 'own') return own(subject)
    if (need.station === 'own' && isStation.has(subject)) return [...own(subject), ...allOf(...(need.too ?? []))]
    return allOf(...need.of, ...(need.too ?? []))
  }
}

const OF_ITS_OWN = new Set<ReporterKind>(['station', 'crew', 'conveyor', 'vehicle', 'store'])

type Need = 'own' | { readonly of: readonly ReporterKind[]; readonly station?: 'own'; readonly too?: readonly ReporterKind[] }

const UNITS: Need = { of: ['tracking'] }
const STATIONS: Need = { of: ['station'], station: 'own' }

const NEEDS: Readonly<Record<string, Need>> = {
  state: 'own',
  utilisation: 'own',
  storeCycle: 'own',
  storeMoves: 'own',
  emptyRunRatio: 'own',
  transportWaiting: 'own',
  toolsUsed: 'own',
  toolsReground: 'own',
  toolsBroken: 'own',
  throughput: { of: ['tracking'], station: 'own' },
  leadTime: UNITS,
  wip: UNITS,
  wipOnHold: UNITS,
  unitsHeld: UNITS,
  queueLength: UNITS,
  surplus: UNITS,
  waitingTime: { of: ['tracking', 'station'] },
  firstPassYield: { of: ['tracking', 'station'] },
  scrapRatio: { of: ['tracking'], station: 'own' },
  reworkRatio: STATIONS,
  rejectRatio: STATIONS,
  availability: STATIONS,
  effectiveness: STATIONS,
  qualityRatio: STATIONS,
  oee: STATIONS,
  nee: STATIONS,
  lineOee: STATIONS,
  onTimeRatio: { of: ['orders'] },
  inventory: { of: ['warehouse'] },
  inventoryTurns: { of: ['warehouse'] },
  serviceLevel: { of: ['warehouse', 'orders'] },
  energy: { of: ['station'], station: 'own', too: ['tariff'] },
  co2: { of: ['station'], station: 'own', too: ['tariff'] },
  energyPerUnit: { of: ['station', 'tracking'], too: ['tariff'] },
}
