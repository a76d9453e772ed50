/** What a machine reports, as the key of a `dataReported` or `conditionReported` record names it. */
export interface DataKey {
  /** MTConnect's word where there is one (EXECUTION, PROGRAM, PART_COUNT), else `?`. */
  readonly type: string
  readonly subType: string | null
  /** What the machine calls it. */
  readonly name: string
}

/** The key as one text: `PROGRAM/program`, `PATH_FEEDRATE_OVERRIDE.RAPID/Frapidovr`. */
export const writeDataKey = ({ type, subType, name }: DataKey) => `${type}${subType === null ? '' : `.${subType}`}/${name}`

/** The inverse. A text that is no such key is a name of unknown type. */
export function readDataKey(text: string): DataKey {
  const slash = text.indexOf('/')
  if (slash < 0) return { type: '?', subType: null, name: text }
  const kind = text.slice(0, slash)
  const dot = kind.indexOf('.')
  return {
    type: dot < 0 ? kind : kind.slice(0, dot),
    subType: dot < 0 ? null : kind.slice(dot + 1),
    name: text.slice(slash + 1),
  }
}
