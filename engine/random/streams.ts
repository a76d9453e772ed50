import { Hash } from './hash.ts'
import { C0, C1, K0, K1, threefry, W0, W1 } from './threefry.ts'

/** Names the generator and the sampling code; it goes into every result, and changes when any sample would. */
export const RNG_VERSION = 'threefry2x32-20/1'

/** One stream of chance, as `open` numbered it. */
export type StreamId = number

export interface StreamOptions {
  /** Sample by inversion wherever a distribution has a faster way: a larger uniform then always gives a larger sample. Off by default. */
  readonly inversion?: boolean
  /** Replace each uniform U by 1 - U, and sample by inversion. The partner of an antithetic run is a run with `inversion`. */
  readonly antithetic?: boolean
  /** Of the same seed: its streams are open here too, with the same numbers, and none of their draws used. */
  readonly like?: Streams
}

/** How far each stream has come: two words of key and a number of draws per stream. */
export interface StreamPositions {
  readonly keys: Int32Array
  readonly index: Float64Array
}

const TWO26 = 67108864
const UNIT = 1.1102230246251565e-16 // 2^-53
const SUB_BLOCKS = 0x3ff
const VISIT_BITS = 6
const VISITS = (1 << VISIT_BITS) - 1
/** 2³² / φ: its multiples lie far apart. */
const GOLDEN = 0x9e3779b9

/**
 * All streams of chance of one run. Each draw of a stream is a block of its own, found by (seed, id, role, replication, draw), so that no
 * draw depends on how much another used. The only thing that changes from draw to draw is each stream's index: a snapshot is one column.
 *
 *     key     = hash of (seed, id, role)
 *     counter = replication (16 bits) · visit (6) · sub-block (10) | index of the draw, or luck of the part (32)
 *
 * A stream is used either draw by draw (`begin`) or part by part (`beginFor`), not both: index n and luck n at visit 0 are the same block.
 * A stream repeats after 2^32 draws, a part after 64 visits.
 */
export class Streams {
  /**
   * Draws used, per stream. To save: copy it. To resume: open the same streams, then `index.set(saved)`. Opening may replace the array by a
   * longer one, so do not keep it across `open`.
   */
  index = new Float64Array(16)
  readonly seed: number
  readonly replication: number
  readonly inversion: boolean
  readonly antithetic: boolean
  #keys = new Int32Array(32)
  #count = 0
  #ids = new Map<string, StreamId>()
  readonly #replication: number // in place in the counter

  readonly #block = new Int32Array(6) // the present one: key, next counter, and the last two words
  #hasSpare = false // `bits` has given the first word only

  constructor(seed: number, replication: number, { inversion = false, antithetic = false, like }: StreamOptions = {}) {
    if (!Number.isSafeInteger(seed)) throw new RangeError(`streams: seed must be a whole number within ±(2^53 - 1), got ${seed}`)
    if (!(Number.isInteger(replication) && replication >= 0 && replication <= 0xffff)) {
      throw new RangeError(`streams: replication must be a whole number from 0 to 65535, got ${replication}`)
    }
    this.seed = seed
    this.replication = replication
    this.inversion = inversion || antithetic
    this.antithetic = antithetic
    this.#replication = replication << 16
    if (like === undefined) return
    if (like.seed !== seed) throw new Error('streams: only streams of the same seed have the same keys')
    this.#keys = like.#keys
    this.#count = like.#count
    this.#ids = like.#ids
    this.index = new Float64Array(like.index.length)
  }

  /**
   * Opens the stream of `role` at the object with this stable id; again gives the same stream. The key is a hash of (seed, id, role), so
   * the order of opening does not matter for what is drawn.
   */
  open(id: string, role: string): StreamId {
    const name = JSON.stringify([id, role])
    const known = this.#ids.get(name)
    if (known !== undefined) return known
    const stream = this.#count++
    if (stream === this.index.length) {
      this.index = longer(this.index, new Float64Array(2 * stream))
      this.#keys = longer(this.#keys, new Int32Array(4 * stream))
    }
    const key = new Hash(this.seed).text(id).text(role)
    this.#keys[2 * stream] = key.high
    this.#keys[2 * stream + 1] = key.low
    this.#ids.set(name, stream)
    return stream
  }

  /** How many streams are open: they are numbered from 0, in order of opening. */
  get count(): number {
    return this.#count
  }

  /** Draws used so far, with the key of each stream. */
  get positions(): StreamPositions {
    return { keys: this.#keys.slice(0, 2 * this.#count), index: this.index.slice(0, this.#count) }
  }

  /** Goes on where those streams were. Found by their keys: streams that are new begin at their beginning, those that are gone are left out. */
  set positions({ keys, index }: StreamPositions) {
    if (keys.length === 2 * this.#count && keys.every((word, i) => word === this.#keys[i])) {
      this.index.set(index)
      return
    }
    const at = new Map<string, number>()
    index.forEach((draws, stream) => {
      at.set(`${keys[2 * stream]} ${keys[2 * stream + 1]}`, draws)
    })
    for (let stream = 0; stream < this.#count; stream++)
      this.index[stream] = at.get(`${this.#keys[2 * stream]} ${this.#keys[2 * stream + 1]}`) ?? 0
  }

  /** Moves to the next draw of a sequential stream: all uniforms until the next begin come from this draw's own block. */
  begin(stream: StreamId): void {
    const draw = this.index[stream]!
    this.index[stream] = draw + 1
    const block = this.#block
    block[K0] = this.#keys[2 * stream]!
    block[K1] = this.#keys[2 * stream + 1]!
    block[C0] = this.#replication
    block[C1] = draw
    this.#hasSpare = false
  }

  /**
   * Moves to the draw of a part: `luck` is the part's 32-bit luck, `visit` how often it has been here. Leaves the index alone. Counters need
   * no mixing: (hash32(source id) + ordinal) | 0 is luck enough.
   */
  beginFor(stream: StreamId, luck: number, visit: number): void {
    this.beginWith(this.#keys[2 * stream]!, this.#keys[2 * stream + 1]!, luck, visit)
  }

  /** The two words of the stream's key. */
  keyOf(stream: StreamId): { readonly high: number; readonly low: number } {
    return { high: this.#keys[2 * stream]!, low: this.#keys[2 * stream + 1]! }
  }

  /** The same as `beginFor` for whoever keeps the key of the stream at hand. */
  beginWith(high: number, low: number, luck: number, visit: number): void {
    const block = this.#block
    block[K0] = high
    block[K1] = low
    block[C0] = this.#replication | ((visit & VISITS) << 10)
    // The counter has room for 64 visits; whoever comes more often has the luck of another unit for the next 64.
    block[C1] = visit <= VISITS ? luck : luck ^ Math.imul(visit >>> VISIT_BITS, GOLDEN)
    this.#hasSpare = false
  }

  /** Next uniform of the present block, in [0, 1), 53 bits. */
  uniform(): number {
    this.next()
    const u = ((this.high >>> 5) * TWO26 + (this.low >>> 6)) * UNIT
    return this.antithetic ? 1 - UNIT - u : u
  }

  /** The same in (0, 1): 52 bits and half a unit, for where a logarithm follows. Antithetic gives exactly 1 - U. */
  open01(): number {
    this.next()
    const u = ((this.high >>> 5) * TWO26 + ((this.low >>> 6) | 1)) * UNIT
    return this.antithetic ? 1 - u : u
  }

  /** 32 raw bits as a signed whole number: two of them to a sub-block. Not mirrored in an antithetic run. */
  bits(): number {
    if (this.#hasSpare) {
      this.#hasSpare = false
      return this.low
    }
    this.next()
    this.#hasSpare = true
    return this.high
  }

  /** Takes the next 64 raw bits, as `high` and `low`. */
  next(): void {
    const block = this.#block
    const c0 = block[C0]!
    threefry(block)
    if ((c0 & SUB_BLOCKS) === SUB_BLOCKS) throw new Error('streams: one draw asked for more than 1023 uniforms')
    block[C0] = c0 + 1
    this.#hasSpare = false
  }

  /** First word of the last 64 bits, a signed whole number. */
  get high(): number {
    return this.#block[W0]!
  }

  /** Second word of the last 64 bits. */
  get low(): number {
    return this.#block[W1]!
  }
}

function longer<T extends Float64Array | Int32Array>(from: T, to: T): T {
  to.set(from)
  return to
}
