import { type DataKey, readDataKey } from '../../engine/log/data-key.ts'
import { EquipmentState } from '../../engine/log/events.ts'

/** Time with one value of a key: while the state was known, the part of it that was worked, and the pieces counted meanwhile. */
export interface Share {
  readonly value: string
  readonly seconds: number
  readonly processingSeconds: number
  readonly pieces: number
}

/** An override while the machine worked, in percent: mean over time, least and greatest. */
export interface Override {
  readonly key: string
  readonly type: string
  readonly mean: number
  readonly least: number
  readonly greatest: number
}

/**
 * What a machine reported besides its state, over the time in which that is known: programs, modes, overrides. One program counts, the main
 * one; a value of UNAVAILABLE or nothing is none.
 */
export class Readings {
  readonly #text: (number: number) => string
  readonly #keys = new Map<number, DataKey>()
  readonly #programs = new Timeline()
  readonly #modes = new Map<string, Timeline>()
  readonly #overrides = new Map<string, { readonly type: string; readonly level: Level }>()
  #state: EquipmentState
  #programKey: number | null = null

  constructor(first: EquipmentState, text: (number: number) => string) {
    this.#state = first
    this.#text = text
  }

  enter(time: number, state: EquipmentState) {
    this.#advance(time)
    this.#state = state
  }

  counted(time: number, pieces: number) {
    this.#advance(time)
    this.#programs.count(pieces)
  }

  /** Takes a raw value in; says what kind of thing its key is. */
  report(time: number, key: number, text: number, number: number): DataKey {
    const what = this.#keys.get(key) ?? readDataKey(this.#text(key))
    this.#keys.set(key, what)
    const { type, subType, name } = what
    if (type === 'PROGRAM' && (subType === null || subType === 'MAIN') && (this.#programKey ?? key) === key) {
      this.#programKey = key
      this.#advance(time)
      this.#programs.value = this.#valueOf(text, number)
    } else if (type === 'CONTROLLER_MODE' || type === 'FUNCTIONAL_MODE') {
      this.#advance(time)
      const mode = this.#modes.get(name) ?? new Timeline()
      this.#modes.set(name, mode)
      mode.value = this.#valueOf(text, number)
    } else if (type.endsWith('_OVERRIDE') || subType === 'OVERRIDE') {
      this.#advance(time)
      const override = this.#overrides.get(name) ?? { type: subType === null ? type : `${type}.${subType}`, level: new Level() }
      this.#overrides.set(name, override)
      override.level.value = text < 0 ? number : null
    }
    return what
  }

  restart(time: number) {
    this.#advance(time)
    for (const one of [this.#programs, ...this.#modes.values()]) one.forget()
    for (const { level } of this.#overrides.values()) level.forget()
  }

  close(end: number): {
    readonly programs: readonly Share[]
    readonly modes: readonly { readonly key: string; readonly values: readonly Share[] }[]
    readonly overrides: readonly Override[]
  } {
    this.#advance(end)
    return {
      programs: this.#programs.shares(),
      modes: [...this.#modes].map(([key, mode]) => ({ key, values: mode.shares() })).filter(({ values }) => values.length > 0),
      overrides: [...this.#overrides].flatMap(([key, { type, level }]) => (level.seconds > 0 ? [{ key, type, ...level.summary() }] : [])),
    }
  }

  #advance(time: number) {
    if (this.#state !== EquipmentState.unknown) {
      const works = this.#state === EquipmentState.processing
      this.#programs.advance(time, works)
      for (const mode of this.#modes.values()) mode.advance(time, works)
      for (const { level } of this.#overrides.values()) level.advance(time, works)
    } else {
      for (const one of [this.#programs, ...this.#modes.values()]) one.since = time
      for (const { level } of this.#overrides.values()) level.since = time
    }
  }

  #valueOf(text: number, number: number): string | null {
    const value = text < 0 ? String(number) : this.#text(text)
    return value === '' || value.toUpperCase() === 'UNAVAILABLE' ? null : value
  }
}

/** Time per value of something that has one value at a time. */
class Timeline {
  value: string | null = null
  since = 0
  readonly #shares = new Map<string, { time: number; worked: number; pieces: number }>()

  advance(time: number, works: boolean) {
    const share = this.#share()
    if (share) {
      share.time += time - this.since
      if (works) share.worked += time - this.since
    }
    this.since = time
  }

  count(pieces: number) {
    const share = this.#share()
    if (share) share.pieces += pieces
  }

  forget() {
    this.#shares.clear()
  }

  /** The longest first. */
  shares(): readonly Share[] {
    return [...this.#shares]
      .filter(([, { time, pieces }]) => time > 0 || pieces > 0)
      .map(([value, { time, worked, pieces }]) => ({ value, seconds: time / 1e6, processingSeconds: worked / 1e6, pieces }))
      .sort((a, b) => b.processingSeconds - a.processingSeconds || b.seconds - a.seconds)
  }

  #share() {
    if (this.value === null) return undefined
    const share = this.#shares.get(this.value) ?? { time: 0, worked: 0, pieces: 0 }
    this.#shares.set(this.value, share)
    return share
  }
}

/** A number over the time in which the machine works. */
class Level {
  value: number | null = null
  since = 0
  #time = 0
  #area = 0
  #least = Number.POSITIVE_INFINITY
  #greatest = Number.NEGATIVE_INFINITY

  get seconds(): number {
    return this.#time / 1e6
  }

  advance(time: number, works: boolean) {
    if (works && this.value !== null && time > this.since) {
      this.#time += time - this.since
      this.#area += this.value * (time - this.since)
      this.#least = Math.min(this.#least, this.value)
      this.#greatest = Math.max(this.#greatest, this.value)
    }
    this.since = time
  }

  forget() {
    this.#time = this.#area = 0
    this.#least = Number.POSITIVE_INFINITY
    this.#greatest = Number.NEGATIVE_INFINITY
  }

  summary() {
    return { mean: this.#area / this.#time, least: this.#least, greatest: this.#greatest }
  }
}
