import type { PlantState } from '../../engine/log/state.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { STATE_STYLES, type StateName } from '../state-style.ts'
import type { FloorPlan, Point, Spot } from './floor-plan.ts'
import { type LabelStyle, Labels, type Word, WordAtlas } from './labels.ts'

const NAME: LabelStyle = { size: 12, bold: true, ink: '#17212c', plate: 'rgba(255,255,255,0.94)' }
const STATE: LabelStyle = { size: 11, bold: false, ink: '#33414f', plate: 'rgba(255,255,255,0.86)' }
const SIDE: LabelStyle = { size: 11, bold: false, ink: '#3d4a58', plate: 'rgba(255,255,255,0.8)' }
const DIGIT: LabelStyle = { size: 11, bold: true, ink: '#22303d', plate: null }
const BLANK: LabelStyle = { size: 11, bold: false, ink: '#fff', plate: 'rgba(255,255,255,0.9)' }
const AREA: LabelStyle = { size: 12, bold: true, ink: '#66788a', plate: null }
const LEVEL_CHARACTERS = 7

/** What stands over one thing: its name, and for a station its state in words, for a buffer how many are in it. */
interface Caption {
  readonly spot: Spot
  readonly at: Point
  /** Of each slot. */
  readonly tops: readonly Point[]
  /** So far above the anchor the words begin, in CSS pixels: over all marks of the station. */
  lift: number
  readonly name: number
  readonly second: number
  readonly digits: readonly number[]
  readonly capacity: number | null
  level: number
  state: number
  shown: boolean
}

/** Text in the picture. Where there is no room for all, stations go first, and what would overlap is left out. */
export class Captions {
  readonly labels: Labels
  readonly #atlas: WordAtlas
  readonly #captions: Caption[]
  readonly #places: number
  readonly #zones: { readonly label: number; readonly at: Point; readonly width: number }[] = []
  readonly #stateWords: (Word | null)[] = []
  readonly #digits = new Map<string, Word | null>()
  readonly #plate: Word | null

  constructor(plan: FloorPlan, scenario: Scenario, heights: (spot: Spot) => number, stateText: (name: StateName) => string, ratio: number) {
    const { spots } = plan
    this.#atlas = new WordAtlas(ratio, spots.length + 40)
    const stations = spots.filter(({ kind }) => kind === 'station').length
    this.labels = new Labels(this.#atlas, spots.length * 2 + (spots.length - stations) * LEVEL_CHARACTERS + plan.zones.length + 8, ratio)
    this.#places = spots.filter(({ kind }) => kind !== 'material').length
    for (const style of STATE_STYLES) this.#stateWords.push(this.#atlas.word(stateText(style.name), STATE))
    for (const digit of '0123456789/∞') this.#digits.set(digit, this.#atlas.word(digit, DIGIT))
    this.#plate = this.#atlas.word('            ', BLANK)
    this.#captions = spots.map((spot): Caption => {
      const at = { x: spot.x, y: heights(spot), z: spot.z }
      const tops = spot.slots.map(({ x, z }) => ({ x, y: heights(spot), z }))
      const station = spot.kind === 'station'
      const name = this.labels.add(at)
      const second = this.labels.add(at)
      const digits = hasLevel(spot, scenario) ? Array.from({ length: LEVEL_CHARACTERS }, () => this.labels.add(at)) : []
      const capacity = spot.kind === 'buffer' ? scenario.buffers[spot.index]!.capacity : null
      this.labels.set(name, this.#atlas.word(spot.title, station ? NAME : SIDE), 0, 0)
      return { spot, at, tops, lift: 14, name, second, digits, capacity, level: -1, state: -1, shown: true }
    })
    for (const zone of plan.zones) {
      const corner = { x: zone.minX, y: 0, z: zone.maxZ }
      const at = this.labels.add(corner)
      const word = this.#atlas.word(zone.title, AREA)
      this.labels.set(at, word, (word?.width ?? 0) / 2 + 4, 11)
      this.#zones.push({ label: at, at: corner, width: word?.width ?? 0 })
    }
    this.labels.redraw()
  }

  /** Brings states and levels up to date. */
  show(state: PlantState, stock: (spot: Spot) => number | null) {
    this.#captions.forEach((caption, place) => {
      const { spot } = caption
      if (spot.kind === 'station') this.#showState(caption, state)
      else if (caption.digits.length > 0)
        this.#showLevel(
          caption,
          place < this.#places && (spot.kind === 'buffer' || spot.kind === 'conveyor') ? state.level[place]! : (stock(spot) ?? 0),
        )
    })
    this.labels.upload()
  }

  /** Decides what has room. `project` gives CSS pixels. */
  arrange(project: (point: Point) => readonly [number, number] | null, lift: number) {
    const taken: (readonly [number, number, number, number])[] = []
    const free = (box: readonly [number, number, number, number]) =>
      taken.every(([left, top, right, bottom]) => box[2] < left || box[0] > right || box[3] < top || box[1] > bottom)
    for (const caption of this.#captions) caption.shown = false
    const order = [...this.#captions].sort((a, b) => rank(a.spot) - rank(b.spot))
    for (const caption of order) {
      const at = project(caption.at)
      if (caption.spot.kind === 'vehicle') {
        this.#place(caption, false, false)
        continue
      }
      const width = (this.#atlas.word(caption.spot.title, caption.spot.kind === 'station' ? NAME : SIDE)?.width ?? 0) + 4
      if (!at) {
        this.#place(caption, false, false)
        continue
      }
      const highest = Math.min(...caption.tops.map((top) => project(top)?.[1] ?? at[1]))
      caption.lift = caption.spot.kind === 'station' ? at[1] - highest + lift : 0
      const base = at[1] - caption.lift
      const both = [at[0] - width / 2, base - 40, at[0] + width / 2, base - 1] as const
      const one = [at[0] - width / 2, base - 20, at[0] + width / 2, base - 1] as const
      const narrow = [at[0] - 26, base - 20, at[0] + 26, base - 1] as const
      if (this.#captions.length < 400 && free(both)) {
        taken.push(both)
        this.#place(caption, true, true)
      } else if (this.#captions.length < 400 && free(one) && caption.spot.kind === 'station') {
        taken.push(one)
        this.#place(caption, true, false)
      } else if (this.#captions.length < 400 && caption.digits.length > 0 && free(narrow)) {
        taken.push(narrow)
        this.#place(caption, false, true)
      } else this.#place(caption, false, false)
    }
    for (const { label, at, width } of this.#zones) {
      const corner = project(at)
      this.labels.setVisible(label, corner !== null && free([corner[0], corner[1] + 2, corner[0] + width + 4, corner[1] + 20]))
    }
    this.labels.upload()
  }

  dispose() {
    this.labels.dispose()
  }

  #place(caption: Caption, name: boolean, second: boolean) {
    const { labels } = this
    const { lift } = caption
    const hasSecond = caption.spot.kind === 'station' || caption.digits.length > 0
    labels.setVisible(caption.name, name)
    labels.setVisible(caption.second, second)
    for (const digit of caption.digits) labels.setVisible(digit, second)
    labels.set(caption.name, this.#word(caption), 0, -lift - (second && hasSecond ? 30 : 11))
    caption.level = -1
    caption.state = -1
  }

  #word({ spot }: Caption) {
    return this.#atlas.word(spot.title, spot.kind === 'station' ? NAME : SIDE)
  }

  #showState(caption: Caption, state: PlantState) {
    const { firstSlot } = state.places
    const [first, last] = [firstSlot[caption.spot.index]!, firstSlot[caption.spot.index + 1]!]
    // Of several slots the state that comes first in precedence is the one to look at.
    let worst = 255
    for (let slot = first; slot < last; slot++) worst = Math.min(worst, state.slotState[slot]!)
    if (worst === caption.state) return
    caption.state = worst
    this.labels.set(caption.second, this.#stateWords[worst] ?? null, 0, -caption.lift - 10)
  }

  #showLevel(caption: Caption, level: number) {
    if (level === caption.level) return
    caption.level = level
    const text = caption.capacity === null ? `${Math.round(level)}` : `${level}/${caption.capacity}`
    const shown = text.length > LEVEL_CHARACTERS ? '∞' : text
    const step = 7
    this.labels.set(caption.second, this.#plate, 0, -10)
    caption.digits.forEach((digit, i) => {
      const word = i < shown.length ? (this.#digits.get(shown[i]!) ?? null) : null
      this.labels.set(digit, word, (i - (shown.length - 1) / 2) * step, -10)
    })
  }
}

const rank = ({ kind }: Spot) => ({ station: 0, buffer: 1, sink: 2, source: 3, conveyor: 4, material: 5, vehicle: 6 })[kind]

/** Does anyone count what is there? A material without a reorder point is never short and not counted. */
const hasLevel = ({ kind, index, look }: Spot, { materials }: Scenario) =>
  kind === 'buffer' || kind === 'conveyor' || look === 'warehouse' || (kind === 'material' && materials[index]!.reorderPoint !== null)
