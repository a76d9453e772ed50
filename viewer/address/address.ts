/** What a link to the viewer says. */
export interface Address {
  /** A plant of the picker, or where a log or scenario lies. */
  readonly plant: string | null
  readonly log: string | null
  readonly scenario: string | null
  /** Seconds. */
  readonly time: number | null
  readonly selected: string | null
  readonly look: 'orbit' | 'top' | 'table' | null
  readonly language: 'en' | 'zh' | null
}

const LOOKS = ['orbit', 'top', 'table'] as const
const LANGUAGES = ['en', 'zh'] as const

/** Reads a query string; what it does not understand is null. */
export function readAddress(query: string): Address {
  const given = new URLSearchParams(query)
  const time = given.get('t')
  return {
    plant: given.get('plant'),
    log: given.get('log'),
    scenario: given.get('scenario'),
    time: time !== null && time.trim() !== '' && Number.isFinite(Number(time)) ? Number(time) : null,
    selected: given.get('select'),
    look: oneOf(LOOKS, given.get('view')),
    language: oneOf(LANGUAGES, given.get('lang')),
  }
}

/** The inverse: a query string without its question mark. */
export function writeAddress({ plant, log, scenario, time, selected, look, language }: Address): string {
  const query = new URLSearchParams()
  if (plant !== null) query.set('plant', plant)
  if (log !== null) query.set('log', log)
  if (scenario !== null) query.set('scenario', scenario)
  if (time !== null) query.set('t', String(Math.round(time * 1000) / 1000))
  if (selected !== null) query.set('select', selected)
  if (look !== null) query.set('view', look)
  if (language !== null) query.set('lang', language)
  return query.toString()
}

function oneOf<T extends string>(values: readonly T[], value: string | null): T | null {
  return values.find((one) => one === value) ?? null
}
