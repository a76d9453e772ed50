import { longer } from '../kernel/longer.ts'
import { type SimTime, seconds } from '../kernel/time.ts'
import { normalQuantile, remainingLife } from '../math/index.ts'
import { type Distribution, type DistributionSpec, distribution, hash32, type StreamPositions, Streams } from '../random/index.ts'

/** Number of a source of chance. */
export type Draw = number
export const NO_DRAW = -1 as Draw

/** What the sources of all replications have in common. */
interface Sources {
  readonly distributions: Distribution[]
  readonly specs: DistributionSpec[]
  /** Which of them it is, by what it was made of: thousands of stations share a few, which stay near. */
  readonly made: Map<string, number>
  /** draw × ROW → its stream, its distribution (−1 − that, where the duration never varies: then no draw is made), and the two words of the stream's key */
  rows: Int32Array
  /** µs, where the duration never varies */
  readonly fixed: number[]
}
const ROW = 4

/**
 * Every source of chance of a plant: a distribution and the stream it is drawn from, opened by stable id when the plant is built. Durations
 * are rounded to the microsecond here and nowhere else.
 */
export class Chance {
  readonly #streams: Streams
  readonly #sources: Sources
  /** How many are open. Where another run of the same plant opened them before, they are found and not made again. */
  #count: number

  /** `like`: the sources of another run of the same plant and seed, of which the first `count` are open here too. */
  constructor(streams: Streams, like?: { readonly chance: Chance; readonly count: number }) {
    this.#streams = streams
    this.#sources =
      like !== undefined ? like.chance.#sources : { distributions: [], specs: [], made: new Map(), rows: new Int32Array(64), fixed: [] }
    this.#count = like?.count ?? 0
  }

  /** For another replication. */
  forReplication(replication: number, count: number): Chance {
    return new Chance(new Streams(this.#streams.seed, replication, { like: this.#streams }), { chance: this, count })
  }

  get count(): number {
    return this.#count
  }

  /** Opens the stream of `role` at the object `id` for draws from `spec` (seconds, or a count). */
  open(spec: DistributionSpec, id: string, role: string): Draw {
    const draw = this.#count++
    const sources = this.#sources
    if (draw < sources.fixed.length) return draw
    if (ROW * draw === sources.rows.length) sources.rows = longer(sources.rows, 2 * sources.rows.length)
    const made = this.#distributionOf(spec)
    const stream = this.#streams.open(id, role)
    const { high, low } = this.#streams.keyOf(stream)
    sources.rows.set([stream, spec.kind === 'constant' ? -1 - made : made, high, low], ROW * draw)
    sources.fixed.push(spec.kind === 'constant' ? seconds(spec.value) : -1)
    return draw
  }

  /** A distribution keeps nothing of what was drawn, so that one does for all that are told the same. */
  #distributionOf(spec: DistributionSpec): number {
    const { made, distributions, specs } = this.#sources
    const told = JSON.stringify(spec)
    const known = made.get(told)
    if (known !== undefined) return known
    made.set(told, distributions.length)
    specs.push(spec)
    return distributions.push(distribution(spec)) - 1
  }

  #stream(draw: Draw): number {
    return this.#sources.rows[ROW * draw]!
  }

  #distribution(draw: Draw): Distribution {
    const made = this.#sources.rows[ROW * draw + 1]!
    return this.#sources.distributions[made < 0 ? -1 - made : made]!
  }

  /** A stream of plain uniforms, for yes or no. */
  openUniform(id: string, role: string): Draw {
    return this.open({ kind: 'uniform', min: 0, max: 1 }, id, role)
  }

  /** The next duration of a sequence, such as arrivals or failures. */
  next(draw: Draw): SimTime {
    const { rows, fixed, distributions } = this.#sources
    const made = rows[ROW * draw + 1]!
    if (made < 0) return fixed[draw]! as SimTime
    this.#streams.begin(rows[ROW * draw]!)
    return seconds(distributions[made]!.sample(this.#streams))
  }

  /** The duration that this part gets on this visit, whatever the order of events. */
  of(draw: Draw, luck: number, visit: number): SimTime {
    const { rows, fixed, distributions } = this.#sources
    const made = rows[ROW * draw + 1]!
    if (made < 0) return fixed[draw]! as SimTime
    this.#streams.beginWith(rows[ROW * draw + 2]!, rows[ROW * draw + 3]!, luck, visit)
    return seconds(distributions[made]!.sample(this.#streams))
  }

  /** What is left of the next duration of a sequence that has lasted `elapsed` µs already. Zero where none lasts that long. */
  nextLeft(draw: Draw, elapsed: number): SimTime {
    if (elapsed <= 0) return this.next(draw)
    this.#streams.begin(this.#stream(draw))
    return this.#left(draw, elapsed)
  }

  /** What is left of the duration of this part and visit, after `elapsed` µs of it. */
  leftOf(draw: Draw, elapsed: number, luck: number, visit: number): SimTime {
    if (elapsed <= 0) return this.of(draw, luck, visit)
    this.#streams.beginFor(this.#stream(draw), luck, visit)
    return this.#left(draw, elapsed)
  }

  #left(draw: Draw, elapsed: number): SimTime {
    const made = this.#sources.rows[ROW * draw + 1]!
    return seconds(remainingLife(this.#sources.specs[made < 0 ? -1 - made : made]!, elapsed / 1e6, this.#streams.uniform()))
  }

  /** The next durations of `next`, as many as `into` has room for. */
  nextOnes(draw: Draw, into: Float64Array) {
    const { rows, fixed, distributions } = this.#sources
    const made = rows[ROW * draw + 1]!
    if (made < 0) return into.fill(fixed[draw]!)
    const streams = this.#streams
    const stream = rows[ROW * draw]!
    const distribution = distributions[made]!
    for (let i = 0; i < into.length; i++) {
      streams.begin(stream)
      into[i] = seconds(distribution.sample(streams))
    }
  }

  /** What `of` gives `count` parts from this luck on, put into `into` from `at`. */
  ofOnes(draw: Draw, luck: number, visit: number, into: Float64Array, at: number, count: number) {
    const { rows, fixed, distributions } = this.#sources
    const made = rows[ROW * draw + 1]!
    if (made < 0) return into.fill(fixed[draw]!, at, at + count)
    const streams = this.#streams
    const stream = rows[ROW * draw]!
    const distribution = distributions[made]!
    for (let i = 0; i < count; i++) {
      streams.beginFor(stream, (luck + i) | 0, visit)
      into[at + i] = seconds(distribution.sample(streams))
    }
  }

  /** The mean duration, as it is planned. */
  mean(draw: Draw): SimTime {
    return seconds(this.#distribution(draw).mean)
  }

  /** The duration that this part gets when it is drawn once more on the same visit: a different one each time. */
  again(draw: Draw, luck: number, visit: number, times: number): SimTime {
    return this.of(draw, (luck + Math.imul(times, 0x9e3779b1)) | 0, visit)
  }

  /** A plain number from a sequence (counts), not rounded. */
  nextNumber(draw: Draw): number {
    this.#streams.begin(this.#stream(draw))
    return this.#distribution(draw).sample(this.#streams)
  }

  /** A plain number that belongs to this part and visit, not rounded. */
  numberOf(draw: Draw, luck: number, visit: number): number {
    this.#streams.beginFor(this.#stream(draw), luck, visit)
    return this.#distribution(draw).sample(this.#streams)
  }

  /** A normal variate of mean 0 and sd 1 from a sequence of uniforms. */
  nextNormal(draw: Draw): number {
    this.#streams.begin(this.#stream(draw))
    return normalQuantile(this.#streams.open01())
  }

  /** A normal variate of mean 0 and sd 1 that belongs to this part and visit. */
  normalOf(draw: Draw, luck: number, visit: number): number {
    this.#streams.beginFor(this.#stream(draw), luck, visit)
    return normalQuantile(this.#streams.open01())
  }

  /** A uniform in [0, 1) that belongs to this part and visit. */
  uniformOf(draw: Draw, luck: number, visit: number): number {
    this.#streams.beginFor(this.#stream(draw), luck, visit)
    return this.#streams.uniform()
  }

  /** A uniform in [0, 1) from a sequence. */
  nextUniform(draw: Draw): number {
    this.#streams.begin(this.#stream(draw))
    return this.#streams.uniform()
  }

  get positions(): StreamPositions {
    return this.#streams.positions
  }

  set positions(saved: StreamPositions) {
    this.#streams.positions = saved
  }
}

/** The luck of the parts of one origin: its first part has this number, the next one more. A part's key is (origin id, ordinal). */
export const luckOf = (originId: string): number => hash32(originId)
