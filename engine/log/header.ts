import { LogError } from './log-error.ts'

export const LOG_FORMAT = 'takt-log/1'

/** What the log itself needs to know of a scenario: a `Scenario` in normal form is one. The log stays a leaf and never imports the language. */
export interface LoggedScenario {
  readonly stations: readonly {
    readonly id: string
    readonly slots: number
    readonly failures: readonly { readonly id: string; readonly cost: number }[]
    readonly maintenance: readonly { readonly id: string; readonly cost: number }[]
  }[]
  readonly buffers: readonly { readonly id: string }[]
  readonly sinks: readonly { readonly id: string }[]
  readonly sources: readonly {
    readonly id: string
    readonly serve: 'make' | 'stock'
    readonly mix: readonly { readonly product: string }[]
    readonly lateCost: number
  }[]
  readonly products: readonly { readonly id: string; readonly initialStock: number }[]
  readonly materials: readonly { readonly id: string; readonly initialStock: number }[]
  readonly orders: readonly {
    readonly id: string
    readonly product: string
    readonly quantity: number
    readonly completed: number
    readonly due: number | null
    readonly lateCost: number
  }[]
  readonly crews: readonly { readonly id: string; readonly size: number }[]
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
  /** In normal form and without faults: see `believed`. */
  readonly scenario: S
}

/** What may be written down of a scenario: all but its hidden truth. */
export const believed = <S extends LoggedScenario & { readonly faults: readonly unknown[] }>(scenario: S): S => ({
  ...scenario,
  faults: [],
})

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
  const wrong = isHeader(json) ? null : `the header is not one of ${LOG_FORMAT}`
  if (wrong !== null) throw new LogError(wrong, 0)
  return json as LogHeader<S>
}

function isHeader(json: unknown): json is LogHeader {
  if (!isRecord(json) || json.format !== LOG_FORMAT) return false
  const texts = ['takt', 'rng', 'scenarioHash', 'startTime', 'timeZone'].every((key) => typeof json[key] === 'string')
  const numbers = ['seed', 'replication'].every((key) => typeof json[key] === 'number')
  return texts && numbers && ['simulated', 'imported', 'live'].includes(String(json.origin)) && isScenario(json.scenario)
}

function isScenario(json: unknown): json is LoggedScenario {
  if (!isRecord(json)) return false
  const lists: readonly (readonly [string, (item: Record<string, unknown>) => boolean])[] = [
    ['stations', ({ slots, failures, maintenance }) => isCount(slots) && everyHas(failures, 'cost') && everyHas(maintenance, 'cost')],
    ['buffers', () => true],
    ['sinks', () => true],
    [
      'sources',
      ({ serve, mix, lateCost }) =>
        (serve === 'make' || serve === 'stock') &&
        typeof lateCost === 'number' &&
        Array.isArray(mix) &&
        mix.every((part: unknown) => isRecord(part) && typeof part.product === 'string'),
    ],
    ['products', ({ initialStock }) => typeof initialStock === 'number'],
    ['materials', ({ initialStock }) => typeof initialStock === 'number'],
    [
      'orders',
      (order) =>
        typeof order.product === 'string' &&
        ['quantity', 'completed', 'lateCost'].every((key) => typeof order[key] === 'number') &&
        (order.due === null || typeof order.due === 'number'),
    ],
    ['crews', ({ size }) => typeof size === 'number'],
  ]
  return lists.every(([name, fits]) => everyIs(json[name], fits))
}

const everyHas = (list: unknown, key: string) => everyIs(list, (item) => typeof item[key] === 'number')

const everyIs = (list: unknown, fits: (item: Record<string, unknown>) => boolean) =>
  Array.isArray(list) && list.every((item: unknown) => isRecord(item) && typeof item.id === 'string' && fits(item))

const isCount = (value: unknown) => Number.isInteger(value) && Number(value) > 0 && Number(value) < 1e6

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
