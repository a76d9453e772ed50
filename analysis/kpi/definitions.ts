import { STATE_NAMES } from '../../engine/log/events.ts'

/** What a key figure means, in the fields of ISO 22400's KPI records. English; `name` is the id for other languages. */
export interface KpiDefinition {
  readonly name: string
  readonly title: string
  readonly formula: string
  /** As in results; `currency` stands for the scenario's. */
  readonly unit: string
  /** Least and greatest value that it can have; null: no limit. Above 1, a ratio that is shown so says that what was planned is wrong. */
  readonly range: readonly [number | null, number | null]
  readonly trend: 'higher is better' | 'lower is better' | 'neither'
  readonly timing: 'real-time' | 'periodically' | 'on demand'
  readonly audience: readonly Audience[]
}

type Audience = 'operator' | 'supervisor' | 'management'

/** Shares of a whole lie between 0 and 1; these are ratios of two things. */
const RATIOS: ReadonlySet<string> = new Set([
  ...['effectiveness', 'oee', 'nee', 'lineOee', 'allocationRatio', 'productionProcessRatio', 'scrapToPlanned', 'equipmentLoadRatio'],
  ...['finishedGoodsRatio', 'integratedGoodsRatio', 'productionLossRatio', 'storageLossRatio', 'otherLossRatio', 'machineCapability'],
  ...['processCapability', 'fallOffRatio'],
])
const SIGNED: ReadonlySet<string> = new Set(['criticalMachineCapability', 'criticalProcessCapability'])
const OPERATORS: ReadonlySet<string> = new Set(['throughput', 'scrapRatio', 'reworkRatio', 'queueLength', 'firstPassYield', 'rejectRatio'])
const ON_DEMAND: ReadonlySet<string> = new Set([
  'machineCapability',
  'criticalMachineCapability',
  'processCapability',
  'criticalProcessCapability',
])

const rangeOf = (name: string, unit: string): KpiDefinition['range'] =>
  SIGNED.has(name) ? [null, null] : [0, unit === '1' && !RATIOS.has(name) ? 1 : null]

function audienceOf(name: string, unit: string): readonly Audience[] {
  if (/^(state|vehicle)\./.test(name) || OPERATORS.has(name)) return ['operator', 'supervisor']
  return unit.startsWith('currency') ? ['management'] : ['supervisor', 'management']
}

const define = (name: string, title: string, unit: string, trend: KpiDefinition['trend'], formula: string): KpiDefinition => ({
  name,
  title,
  formula,
  unit,
  range: rangeOf(name, unit),
  trend,
  timing: /^(state|vehicle)\./.test(name) ? 'real-time' : ON_DEMAND.has(name) ? 'on demand' : 'periodically',
  audience: audienceOf(name, unit),
})

const STATE_FORMULA = 'time in this state / elapsed time, averaged over the slots'

/** In the order of the catalogue; behind it, those of ISO 22400's 34 that only a log tells. */
export const KPI_DEFINITIONS: readonly KpiDefinition[] = [
  define('throughput', 'Throughput', '1/h', 'higher is better', 'units finished (a station: good operations) / measured hours'),
  define('vehicle.idle', 'Vehicles: idle', '1', 'neither', 'time in this state / elapsed time, averaged over the vehicles of the fleet'),
  define(
    'vehicle.emptyRun',
    'Vehicles: empty runs',
    '1',
    'lower is better',
    'time in this state / elapsed time, averaged over the vehicles of the fleet',
  ),
  define(
    'vehicle.loading',
    'Vehicles: loading',
    '1',
    'neither',
    'time in this state / elapsed time, averaged over the vehicles of the fleet',
  ),
  define(
    'vehicle.loadedRun',
    'Vehicles: loaded runs',
    '1',
    'higher is better',
    'time in this state / elapsed time, averaged over the vehicles of the fleet',
  ),
  define(
    'vehicle.unloading',
    'Vehicles: unloading',
    '1',
    'neither',
    'time in this state / elapsed time, averaged over the vehicles of the fleet',
  ),
  define(
    'vehicle.charging',
    'Vehicles: charging',
    '1',
    'neither',
    'time in this state / elapsed time, averaged over the vehicles of the fleet',
  ),
  define(
    'vehicle.waiting',
    'Vehicles: waiting',
    '1',
    'lower is better',
    'time in this state / elapsed time, averaged over the vehicles of the fleet',
  ),
  define(
    'vehicle.repair',
    'Vehicles: being repaired',
    '1',
    'lower is better',
    'time in this state / elapsed time, averaged over the vehicles of the fleet',
  ),
  define(
    'vehicle.paused',
    'Vehicles: off shift',
    '1',
    'neither',
    'time in this state / elapsed time, averaged over the vehicles of the fleet',
  ),
  define('storeCycle', 'Store machine: cycle', 's', 'lower is better', 'time busy / times it set out from the way in and out'),
  define('storeMoves', 'Store machine: units moved', '1/h', 'neither', 'units put away and units fetched / measured hours'),
  define('emptyRunRatio', 'Empty-run share', '1', 'lower is better', 'empty runs / (empty + loaded runs), by time'),
  define(
    'transportWaiting',
    'Waiting for transport',
    's',
    'lower is better',
    'mean time from when a unit asks for a vehicle until it is being loaded',
  ),
  define('leadTime', 'Lead time', 's', 'lower is better', 'mean time from creation to finish of the units finished'),
  define('waitingTime', 'Waiting time', 's', 'lower is better', 'mean lead time − time being processed, of the units finished'),
  define(
    'wip',
    'Work in progress',
    'pcs',
    'lower is better',
    'time average of the units in the plant, those waiting outside at a source included',
  ),
  define(
    'queueLength',
    'Queue length',
    'pcs',
    'lower is better',
    'time average of the units waiting in the buffer, or outside at the source',
  ),
  define('scrapRatio', 'Scrap ratio', '1', 'lower is better', 'plant: scrapped / (finished + scrapped); a station: SQ / PQ (ISO 22400)'),
  define('reworkRatio', 'Rework ratio', '1', 'lower is better', 'RQ / PQ (ISO 22400), over all stations or one'),
  define(
    'firstPassYield',
    'First pass yield',
    '1',
    'higher is better',
    'units finished that were never reworked / units finished or scrapped',
  ),
  define('rejectRatio', 'Rejected by tests', '1', 'lower is better', 'units that a test rejected / units that it tested'),
  ...STATE_NAMES.map((state) =>
    define(`state.${state}`, `Share ${state}`, '1', state === 'processing' ? 'higher is better' : 'neither', STATE_FORMULA),
  ),
  define('state.down', 'Share down', '1', 'lower is better', 'state.waitRepair + state.repair'),
  define(
    'availability',
    'Availability',
    '1',
    'higher is better',
    'APT / PBT (ISO 22400); PBT is elapsed time without pauses, planned maintenance and unknown',
  ),
  define('effectiveness', 'Effectiveness', '1', 'higher is better', 'Σ PRI·PQ / APT (ISO 22400); above 1, the planned times are wrong'),
  define('qualityRatio', 'Quality ratio', '1', 'higher is better', 'GQ / PQ (ISO 22400)'),
  define(
    'oee',
    'OEE',
    '1',
    'higher is better',
    'availability × effectiveness × quality ratio = PRI·GQ / PBT (ISO 22400); plant: Σ PRI·GQ / Σ PBT',
  ),
  define('nee', 'NEE', '1', 'higher is better', '(APT + AUST) / PBT × effectiveness × quality ratio (ISO 22400)'),
  define(
    'lineOee',
    'Line OEE',
    '1',
    'higher is better',
    'PRI·GQ / (PBT − blocked − starved) of the bottleneck: highest share of PBT processing, in set-up or down',
  ),
  define(
    'utilisation',
    'Utilisation',
    '1',
    'higher is better',
    'people: time at a job / time free, on the way or at a job; pallets: time with a unit / elapsed time; tools: time in use / elapsed time',
  ),
  define('toolsUsed', 'Tools used up', 'pcs', 'lower is better', 'tools that were replaced by new ones'),
  define('toolsReground', 'Tools reground', 'pcs', 'neither', 'tools that were reground'),
  define('toolsBroken', 'Tools broken', 'pcs', 'lower is better', 'tools that broke and were replaced'),
  define('state.busy', 'Share busy', '1', 'neither', 'time at a job / elapsed time, averaged over the people'),
  define(
    'state.travelling',
    'Share travelling',
    '1',
    'lower is better',
    'time on the way to a job / elapsed time, averaged over the people',
  ),
  define('state.off', 'Share off', '1', 'neither', 'time off shift and not at a job / elapsed time, averaged over the people'),
  define('inventory', 'Inventory', 'pcs', 'lower is better', 'time average of the stock on hand'),
  define('inventoryTurns', 'Inventory turns', '1/a', 'higher is better', 'issued per year / inventory (ISO 22400)'),
  define('serviceLevel', 'Service level', '1', 'higher is better', 'quantity served from stock at once / quantity asked for'),
  define(
    'onTimeRatio',
    'On time',
    '1',
    'higher is better',
    'orders closed by their due date / orders with a due date that are closed or overdue',
  ),
  define('wipOnHold', 'Work in progress on hold', 'pcs', 'lower is better', 'time average of the units that are on hold'),
  define('unitsHeld', 'Units held', 'pcs', 'lower is better', 'how often a unit was put on hold'),
  define('surplus', 'Surplus', 'pcs', 'lower is better', 'units finished that their orders did not take any more'),
  define(
    'cost',
    'Cost',
    'currency',
    'lower is better',
    'machine hours + material issued + holding + purchase orders + repairs and maintenance + late penalties + labour + energy',
  ),
  define('cost.machine', 'Cost of machines', 'currency', 'lower is better', 'Σ stations: hours processing and in set-up × cost per hour'),
  define(
    'cost.material',
    'Cost of material',
    'currency',
    'lower is better',
    'issued or written off × unit cost + purchase orders × cost of one',
  ),
  define(
    'cost.holding',
    'Cost of stock',
    'currency',
    'lower is better',
    'stock and what is owed × days × their cost + sales lost × their cost',
  ),
  define('cost.maintenance', 'Cost of maintenance', 'currency', 'lower is better', 'repairs and planned maintenance, each when it starts'),
  define('cost.late', 'Cost of lateness', 'currency', 'lower is better', 'days late × penalty per day, of orders closed late or overdue'),
  define('cost.labour', 'Cost of labour', 'currency', 'lower is better', 'Σ crews: hours that people are there × cost per hour'),
  define(
    'cost.outside',
    'Cost of outside processing',
    'currency',
    'lower is better',
    'Σ stations: units back from a supplier × his cost of one',
  ),
  define('cost.energy', 'Cost of energy', 'currency', 'lower is better', 'Σ stations: kWh × price at that hour'),
  define('costPerUnit', 'Cost per good unit', 'currency/pcs', 'lower is better', 'cost / units finished'),
  define('energy', 'Energy', 'kWh', 'lower is better', 'Σ hours in each state × power in that state'),
  define('energyPerUnit', 'Energy per good unit', 'kWh/pcs', 'lower is better', 'energy / units finished'),
  define('co2', 'CO2', 'kg', 'lower is better', 'kWh × kg per kWh at that hour'),
  define('workerEfficiency', 'Worker efficiency', '1', 'higher is better', 'APWT / APAT (ISO 22400)'),
  define('allocationRatio', 'Allocation ratio', '1', 'higher is better', 'Σ AUBT / AOET (ISO 22400)'),
  define('throughputRate', 'Throughput rate', '1/h', 'higher is better', 'PQ / AOET (ISO 22400); plant: units finished / AOET'),
  define('allocationEfficiency', 'Allocation efficiency', '1', 'higher is better', 'AUBT / PBT (ISO 22400)'),
  define('utilisationEfficiency', 'Utilisation efficiency', '1', 'higher is better', 'APT / AUBT (ISO 22400)'),
  define('setupRatio', 'Set-up ratio', '1', 'lower is better', 'AUST / AUPT (ISO 22400)'),
  define('technicalEfficiency', 'Technical efficiency', '1', 'higher is better', 'APT / (APT + ADET) (ISO 22400)'),
  define('productionProcessRatio', 'Production process ratio', '1', 'higher is better', 'Σ APT / AOET (ISO 22400)'),
  define('scrapToPlanned', 'Actual to planned scrap', '1', 'lower is better', 'SQ / PSQ (ISO 22400)'),
  define('fallOffRatio', 'Fall-off ratio', '1', 'lower is better', 'SQ / PQ of the first operation (ISO 22400)'),
  define('machineCapability', 'Machine capability Cm', '1', 'higher is better', '(USL − LSL) / (6 s), s from moving ranges (ISO 22400)'),
  define(
    'criticalMachineCapability',
    'Critical machine capability Cmk',
    '1',
    'higher is better',
    'min(USL − x̄, x̄ − LSL) / (3 s), s from moving ranges (ISO 22400)',
  ),
  define('processCapability', 'Process capability Cp', '1', 'higher is better', '(USL − LSL) / (6 σ), σ over all readings (ISO 22400)'),
  define(
    'criticalProcessCapability',
    'Critical process capability Cpk',
    '1',
    'higher is better',
    'min(USL − μ, μ − LSL) / (3 σ), σ over all readings (ISO 22400)',
  ),
  define(
    'finishedGoodsRatio',
    'Finished goods ratio',
    '1',
    'higher is better',
    'GQ / CM, units finished that their orders took (ISO 22400)',
  ),
  define('integratedGoodsRatio', 'Integrated goods ratio', '1', 'higher is better', 'IGQ / CM, surplus included (ISO 22400)'),
  define('productionLossRatio', 'Production loss ratio', '1', 'lower is better', 'PL / CM, units scrapped (ISO 22400)'),
  define('storageLossRatio', 'Storage and transport loss ratio', '1', 'lower is better', 'STL / CM, stock written off (ISO 22400)'),
  define('otherLossRatio', 'Other loss ratio', '1', 'lower is better', 'OL / CM (ISO 22400)'),
  define('equipmentLoadRatio', 'Equipment load ratio', '1', 'higher is better', 'PQ / EPC, EPC = PBT / PRI (ISO 22400)'),
  define('mtbf', 'Mean time between failures', 's', 'higher is better', 'Σ TBF / FE, or / (FE + 1) (ISO 22400)'),
  define('mttf', 'Mean time to failure', 's', 'higher is better', 'Σ TTF / FE, or / (FE + 1) (ISO 22400)'),
  define('mttr', 'Mean time to repair', 's', 'lower is better', 'Σ TTR / FE, or / (FE + 1) (ISO 22400)'),
  define('correctiveMaintenanceRatio', 'Corrective maintenance ratio', '1', 'lower is better', 'CMT / (CMT + PMT) (ISO 22400)'),
]

const byName = new Map(KPI_DEFINITIONS.map((definition) => [definition.name, definition]))

export const kpiDefinition = (name: string): KpiDefinition | undefined => byName.get(name)
