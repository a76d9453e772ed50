import type { EventKind } from '../../engine/log/events.ts'
import { EventKind as Kind } from '../../engine/log/events.ts'
import type { Log } from '../../engine/log/reader.ts'
import type { Scenario } from '../../scenarios/model.ts'

/** The four areas of manufacturing operations, and the eight activities of each (ISA-95). */
export const AREAS = ['production', 'quality', 'maintenance', 'inventory'] as const
export const ACTIVITIES = [
  'definition',
  'resources',
  'scheduling',
  'dispatching',
  'execution',
  'collection',
  'tracking',
  'analysis',
] as const
export type Area = (typeof AREAS)[number]
export type Activity = (typeof ACTIVITIES)[number]

/** One of the 32 cells: what of it is in this log. Not covered where there is nothing. */
export interface Cell {
  readonly area: Area
  readonly activity: Activity
  readonly covered: boolean
  /** What shows it: events of the log, elements of its scenario (`scenario.orders`), figures (`kpi.oee`); how many. */
  readonly shownBy: readonly { readonly what: string; readonly count: number }[]
}

type Events = readonly (keyof typeof EventKind)[]

interface Rule {
  readonly events: Events
  readonly scenario?: Readonly<Record<string, (scenario: Scenario) => number>>
  /** These figures are known where the events are there. */
  readonly figures?: readonly string[]
}

const tests = ({ products }: Scenario) => products.flatMap(({ route }) => route.flatMap(({ test }) => (test === null ? [] : [test])))
const sum = (list: readonly number[]) => list.reduce((total, one) => total + one, 0)

/** What shows each activity. An event can show several. */
const RULES: Readonly<Record<Area, Readonly<Record<Activity, Rule>>>> = {
  production: {
    definition: { events: [], scenario: { operations: ({ products }) => sum(products.map(({ route }) => route.length)) } },
    resources: { events: ['equipmentState', 'personState', 'crewChanged', 'toolState'] },
    scheduling: {
      events: ['orderReleased', 'orderChanged'],
      scenario: { dispatch: ({ dispatch }) => sum(dispatch.map(({ jobs }) => jobs.length)) },
    },
    dispatching: { events: ['jobStarted', 'jobInterrupted', 'jobResumed'] },
    execution: { events: ['jobEnded', 'setupEnded', 'stepStarted'] },
    collection: { events: ['parameterRecorded', 'quantityReported', 'dataReported', 'jobEnded'] },
    tracking: { events: ['unitMoved', 'unitFinished', 'orderClosed'] },
    analysis: { events: ['jobEnded'], figures: ['oee', 'effectiveness', 'throughputRate'] },
  },
  quality: {
    definition: { events: [], scenario: { tests: (scenario) => tests(scenario).length } },
    resources: {
      events: [],
      scenario: {
        testStations: ({ products }) =>
          new Set(products.flatMap(({ route }) => route.flatMap(({ test, stations }) => (test === null ? [] : stations)))).size,
      },
    },
    scheduling: {
      events: [],
      scenario: { samples: (scenario) => tests(scenario).filter(({ every, share }) => every > 1 || share < 1).length },
    },
    dispatching: {
      events: ['lotHeld', 'lotReleased'],
      scenario: { quarantine: (scenario) => tests(scenario).filter(({ result }) => result !== null).length },
    },
    execution: { events: ['unitTested'] },
    collection: { events: ['unitMeasured', 'unitTested'] },
    tracking: { events: ['unitScrapped', 'lotHeld', 'materialNotReceived'] },
    analysis: { events: ['unitTested', 'unitMeasured'], figures: ['firstPassYield', 'processCapability'] },
  },
  maintenance: {
    definition: {
      events: [],
      scenario: { modesAndTasks: ({ stations }) => sum(stations.map(({ failures, maintenance }) => failures.length + maintenance.length)) },
    },
    resources: {
      events: [],
      scenario: {
        crewsAndSpares: ({ stations }) =>
          sum(
            stations.map(
              ({ failures, maintenance }) =>
                [...failures, ...maintenance].filter(({ crew, needs }) => crew !== null || needs.length > 0).length,
            ),
          ),
      },
    },
    scheduling: {
      events: [],
      scenario: { plannedTasks: ({ stations }) => sum(stations.map(({ maintenance }) => maintenance.length)) },
    },
    dispatching: { events: ['maintenanceStarted'] },
    execution: { events: ['maintenanceEnded', 'toolRenewed'] },
    collection: { events: ['conditionRead', 'conditionReported', 'toolUsed'] },
    tracking: { events: ['failureOccurred', 'maintenanceStarted', 'maintenanceEnded'] },
    analysis: { events: ['failureOccurred'], figures: ['mtbf', 'mttr', 'correctiveMaintenanceRatio'] },
  },
  inventory: {
    definition: { events: [], scenario: { materials: ({ materials }) => materials.length } },
    resources: {
      events: [],
      scenario: {
        storesAndSuppliers: ({ buffers, sinks, suppliers }) =>
          buffers.filter(({ store }) => store != null).length + sinks.filter(({ stock }) => stock).length + suppliers.length,
      },
    },
    scheduling: { events: ['materialOrdered'] },
    dispatching: { events: ['materialMoved', 'storeMoved'] },
    execution: { events: ['materialReceived', 'materialConsumed', 'materialProduced', 'materialShipped'] },
    collection: { events: ['lotCreated', 'lotUsed', 'recordReversed'] },
    tracking: { events: ['lotUsed', 'materialScrapped', 'materialNotReceived', 'materialShipped'] },
    analysis: { events: ['materialConsumed', 'materialShipped'], figures: ['inventoryTurns', 'finishedGoodsRatio'] },
  },
}

/** Which of the 32 cells a log exercised, area by area. One pass. */
export function coverageOf(log: Log<Scenario>): readonly Cell[] {
  const counts = new Map<number, number>()
  log.scan(0, log.count, ({ kind }) => counts.set(kind, (counts.get(kind) ?? 0) + 1))
  const { scenario } = log.header
  return AREAS.flatMap((area) =>
    ACTIVITIES.map((activity) => {
      const { events, scenario: planned = {}, figures = [] } = RULES[area][activity]
      const told = events.map((what) => ({ what: what as string, count: counts.get(Kind[what]) ?? 0 }))
      const said = Object.entries(planned).map(([name, of]) => ({ what: `scenario.${name}`, count: of(scenario) }))
      const shownBy = [...told, ...said].filter(({ count }) => count > 0)
      const known = shownBy.length > 0 ? figures.map((name) => ({ what: `kpi.${name}`, count: 1 })) : []
      return { area, activity, covered: shownBy.length > 0, shownBy: [...shownBy, ...known] }
    }),
  )
}
