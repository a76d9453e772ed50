import { LogError } from './log-error.ts'

export const LOG_FORMAT = 'takt-log/1'

/** What the log itself needs to know of a scenario: a `Scenario` in normal form is one. The log stays a leaf and never imports the language. */
export interface LoggedScenario {
  readonly stations: readonly {
    readonly id: string
    readonly slots: number
    readonly failures: readonly { readonly id: string; readonly cost: number }[]
    readonly maintenance: readonly { readonly id: string; readonly cost: number }[]
    /** Not in logs of before there were any; so with all that is optional here. */
    readonly parameters?: readonly { readonly id: string }[]
    readonly signals?: readonly { readonly id: string }[]
    readonly power?: { readonly standby: { readonly after: number } | null } | null
  }[]
  readonly buffers: readonly { readonly id: string }[]
  readonly pallets?: readonly { readonly id: string; readonly count: number }[]
  readonly tools?: readonly {
    readonly id: string
    readonly count: number
    readonly wear: {
      readonly clock?: string
      readonly replace: { readonly cost: number }
      readonly regrind: { readonly cost: number } | null
    } | null
  }[]
  readonly holds?: readonly { readonly id: string }[]
  readonly sinks: readonly { readonly id: string }[]
  readonly sources: readonly {
    readonly id: string
    readonly serve: 'make' | 'stock'
    readonly mix: readonly { readonly product: string }[]
    readonly lateCost: number
    /** What a customer does not find in stock is lost; logs that do not say so know no such customers. */
    readonly lostSales?: boolean
  }[]
  readonly products: readonly { readonly id: string; readonly initialStock: number }[]
  readonly materials: readonly { readonly id: string; readonly initialStock: number; readonly backflush?: string | null }[]
  readonly orders: readonly {
    readonly id: string
    readonly product: string
    readonly quantity: number
    readonly completed: number
    readonly due: number | null
    readonly lateCost: number
  }[]
  readonly crews: readonly { readonly id: string; readonly size: number; readonly persons?: readonly { readonly id: string }[] }[]
  readonly suppliers?: readonly { readonly id: string }[]
  readonly conveyors?: readonly { readonly id: string; readonly failures?: readonly { readonly id: string }[] }[]
  readonly energy?: { readonly bands: readonly unknown[] } | null
  /** Somebody books late, or wrongly. */
  readonly bookings?: object | null
  readonly transport?: readonly { readonly id: string; readonly fleet: number; readonly failures?: readonly { readonly id: string }[] }[]
}

/** The first thing in a log: where it comes from, and the believed scenario that its indexes refer to. Plain JSON. */
export interface LogHeader<S extends LoggedScenario = LoggedScenario> {
  readonly format: typeof LOG_FORMAT
  readonly origin: 'simulated' | 'imported' | 'live'
  /** Version of Takt, and of the generator with its sampling code. */
  readonly takt: string
  readonly rng: string
  readonly scenarioHash: string
  readonly seed: number
  readonly replication: number
  /** ISO 8601 moment of t = 0, in UTC with a Z, and the IANA zone to show it in. */
  readonly startTime: string
  readonly timeZone: string
  /** In normal form and without faults and truth: see `believed`. */
  readonly scenario: S
}

/** What may be written down of a scenario: all but its hidden truth. */
export const believed = <S extends LoggedScenario & { readonly faults: readonly unknown[]; readonly truth: readonly unknown[] }>(
  scenario: S,
): S => ({ ...scenario, faults: [], truth: [] })

/** JSON with sorted keys: two headers that say the same are the same bytes. Numbers that JSON cannot say are a bug, and throw. */
export function headerText(header: LogHeader): string {
  return JSON.stringify(header, (key, value: unknown) => {
    if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`log header: ${key} is ${value}`)
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}

/** Reads a header back, and checks all of it that the log itself relies on. */
export function parseHeader<S extends LoggedScenario>(text: string): LogHeader<S> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new LogError('the header is not JSON', 0)
  }
  const wrong = wrongPart(json)
  if (wrong !== null) throw new LogError(`the header is not one of ${LOG_FORMAT}: ${wrong}`, 0)
  return json as LogHeader<S>
}

/** What keeps this from being a header, or null. */
function wrongPart(json: unknown): string | null {
  if (!isRecord(json) || json.format !== LOG_FORMAT) return 'format'
  const text = ['takt', 'rng', 'scenarioHash', 'startTime', 'timeZone'].find((key) => typeof json[key] !== 'string')
  const number = ['seed', 'replication'].find((key) => typeof json[key] !== 'number')
  const origin = ['simulated', 'imported', 'live'].includes(String(json.origin)) ? undefined : 'origin'
  const { scenario } = json
  if (!isRecord(scenario)) return 'scenario'
  const list = Object.entries(LISTS).find(
    ([name, fits]) => (scenario[name] !== undefined || !OPTIONAL.has(name)) && !everyIs(scenario[name], fits),
  )?.[0]
  const { energy } = scenario
  const isEnergy = energy == null || (isRecord(energy) && Array.isArray(energy.bands))
  return text ?? number ?? origin ?? (list !== undefined ? `scenario.${list}` : isEnergy ? null : 'scenario.energy')
}

type Fits = (item: Record<string, unknown>) => boolean

/** The lists of a scenario that records refer to, and what the log needs of each item besides its id. */
const LISTS: Readonly<Record<Exclude<keyof LoggedScenario, 'energy' | 'bookings'>, Fits>> = {
  stations: ({ slots, failures, maintenance, parameters = [], signals = [], power }) =>
    isCount(slots) &&
    everyIs(failures, hasCost) &&
    everyIs(maintenance, hasCost) &&
    everyIs(parameters, () => true) &&
    everyIs(signals, () => true) &&
    isPower(power),
  buffers: () => true,
  holds: () => true,
  sinks: () => true,
  sources: ({ serve, mix, lateCost }) =>
    (serve === 'make' || serve === 'stock') && isNumber(lateCost) && Array.isArray(mix) && mix.every(namesProduct),
  products: ({ initialStock }) => isNumber(initialStock),
  materials: ({ initialStock }) => isNumber(initialStock),
  orders: ({ product, quantity, completed, due, lateCost }) =>
    typeof product === 'string' && [quantity, completed, lateCost].every(isNumber) && (due === null || isNumber(due)),
  crews: ({ size, persons = [] }) => isNumber(size) && everyIs(persons, () => true),
  suppliers: () => true,
  conveyors: ({ failures = [] }) => everyIs(failures, () => true),
  pallets: ({ count }) => isNumber(count),
  tools: ({ count }) => isNumber(count),
  transport: ({ fleet }) => isCount(fleet),
}

/** Lists that logs of earlier versions do not have. */
const OPTIONAL: ReadonlySet<string> = new Set(['suppliers', 'conveyors', 'pallets', 'tools', 'transport', 'holds'])

const everyIs = (list: unknown, fits: Fits) =>
  Array.isArray(list) && list.every((item: unknown) => isRecord(item) && typeof item.id === 'string' && fits(item))

const hasCost: Fits = ({ cost }) => isNumber(cost)

const isPower = (power: unknown) =>
  power == null || (isRecord(power) && (power.standby == null || (isRecord(power.standby) && isNumber(power.standby.after))))

const namesProduct = (part: unknown) => isRecord(part) && typeof part.product === 'string'

const isNumber = (value: unknown) => typeof value === 'number'

const isCount = (value: unknown) => Number.isInteger(value) && Number(value) > 0 && Number(value) < 1e6

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
