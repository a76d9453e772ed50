import { ConditionLevel, EquipmentState } from '../../engine/log/events.ts'
import { type Evidence, EXECUTION_PRECEDENCE, stateOf, VOCABULARY } from './mapping.ts'
import type { Moment } from './moment.ts'
import { PartCounter } from './part-counter.ts'
import type { Recording } from './recording.ts'
import { Role, rolesOf } from './roles.ts'

/** Half-open. */
export interface Window {
  readonly from: Moment
  readonly to: Moment
}

/** What a machine did within a window, as far as its recording tells. */
export interface History {
  /** The first is at `from`; neighbours differ; together they tile the window. */
  readonly states: readonly { readonly time: Moment; readonly state: EquipmentState }[]
  /** Pieces since the count before. */
  readonly quantities: readonly { readonly time: Moment; readonly pieces: number }[]
  /** The counter went back by so many pieces. */
  readonly resets: readonly { readonly time: Moment; readonly by: number; readonly key: number }[]
  /** Spans without any line, beyond what was tolerated, clipped to the window. */
  readonly silences: readonly Window[]
}

/**
 * Folds a recording, in the order of time, into the states of the one machine. Lines before the window count: they say what holds at its
 * start. The machine is unknown before its first line and from its last on, where the data says UNAVAILABLE, and when it has not said
 * anything for `silence` µs: then from the end of that tolerance until the next line. Adapters report only changes, and report everything anew after a
 * restart: so what held before a silence holds again after it, unless the lines that follow say otherwise.
 */
export function historyOf(recording: Recording, window: Window, silence: number): History {
  const { from, to } = window
  const { keys, times, keyOf, codes, numbers, findings } = recording
  const roles = rolesOf(keys)
  const order = recording.inOrder()
  for (const index of roles.unfed)
    findings.add('unknownKey', `${keys.all[index]!.item.id}: noted by the agent only, no adapter feeds it`, null, null)

  const states: { time: Moment; state: EquipmentState }[] = [{ time: from, state: EquipmentState.unknown }]
  const quantities: { time: Moment; pieces: number }[] = []
  const resets: { time: Moment; by: number; key: number }[] = []
  const silences: Window[] = []
  const enter = (time: Moment, state: EquipmentState) => {
    if (time <= from) states[0] = { time: from, state }
    else if (time < to && states.at(-1)!.state !== state) states.push({ time, state })
  }
  const silent = (start: number, end: number) => {
    if (start < to && end > from) silences.push({ from: Math.max(start, from) as Moment, to: Math.min(end, to) as Moment })
  }

  const values = new Map<number, string>()
  const faults = new Map<number, Set<number>>()
  const counter = new PartCounter()
  let heard: Moment | null = null
  if (recording.first !== null) silent(from, recording.first)
  else silent(from, to)

  for (let i = 0; i < order.length; ) {
    const time = times[order[i]!]! as Moment
    let evidence = false
    for (; i < order.length && times[order[i]!]! === time; i++) evidence = apply(order[i]!, time) || evidence
    if (!evidence) continue
    if (heard !== null && time - heard > silence) {
      enter((heard + silence) as Moment, EquipmentState.unknown)
      silent(heard + silence, time)
    }
    heard = time
    enter(time, time === recording.last ? EquipmentState.unknown : stateOf(evidenceNow()).state)
  }
  if (heard !== null) silent(heard, to)
  return { states, quantities, resets, silences }

  /** Takes one row in; false where it is no evidence that the machine was heard. */
  function apply(row: number, time: Moment): boolean {
    const key = keyOf[row]!
    const role = roles.of[key]!
    if (role === Role.asset) return false
    if (codes[row]! >= 0) condition(key, numbers[row]!, codes[row]!)
    else if (role === Role.parts) count(row, key, time)
    else if (role !== Role.none) decide(row, key, time)
    return true
  }

  function decide(row: number, key: number, time: Moment) {
    const text = recording.textAt(row).toUpperCase()
    values.set(key, text)
    const { type } = keys.all[key]!.item
    if (!VOCABULARY[type]!.has(text)) findings.add('unknownValue', `${type}=${recording.textAt(row)}`, time, null)
  }

  /** A native code is active from Fault to Normal of that code; a Normal or Unavailable without code ends all of the key. */
  function condition(key: number, level: number, code: number) {
    const active = faults.get(key) ?? new Set<number>()
    faults.set(key, active)
    if (level === ConditionLevel.fault) active.add(code)
    else if (level === ConditionLevel.unavailable || recording.texts[code] === '') active.clear()
    else active.delete(code)
  }

  function count(row: number, key: number, time: Moment) {
    const text = recording.textAt(row)
    const outcome = counter.read(text)
    if (outcome === 'not a count') findings.add('unknownValue', `PART_COUNT=${text}`, time, null)
    else if (outcome !== null && time >= from && time < to) {
      if (outcome.back > 0) resets.push({ time, by: outcome.back, key })
      if (outcome.pieces > 0) quantities.push({ time, pieces: outcome.pieces })
    }
  }

  function evidenceNow(): Evidence {
    const now = (items: readonly number[], precedence: readonly string[]) => foremost(items, precedence, values)
    return {
      availability: now(roles.availability, ['AVAILABLE']),
      execution: now(roles.execution, EXECUTION_PRECEDENCE),
      emergencyStop: now(roles.emergencyStop, ['TRIGGERED']),
      functionalMode: now(roles.functionalMode, ['MAINTENANCE', 'SETUP', 'TEARDOWN']),
      fault: anyOf(faults),
    }
  }
}

/** Of several items of one kind, the value that comes first in `precedence`; then any other; UNAVAILABLE only where all that reported are. */
function foremost(items: readonly number[], precedence: readonly string[], values: ReadonlyMap<number, string>): string | null {
  let best: string | null = null
  const rank = (text: string) => {
    const place = precedence.indexOf(text)
    return place >= 0 ? place : text === 'UNAVAILABLE' ? precedence.length + 1 : precedence.length
  }
  for (const item of items) {
    const value = values.get(item)
    if (value !== undefined && (best === null || rank(value) < rank(best))) best = value
  }
  return best
}

function anyOf(faults: ReadonlyMap<number, ReadonlySet<number>>): boolean {
  for (const active of faults.values()) if (active.size > 0) return true
  return false
}
