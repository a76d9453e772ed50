import { exp, log, log1p } from '../math/index.ts'
import { type Distribution, make } from './distribution.ts'
import type { Streams } from './streams.ts'

/** Time between memoryless events, such as orders arriving. */
export function exponential(mean: number): Distribution {
  if (!(mean > 0 && mean < Infinity)) throw new RangeError(`exponential: mean must be > 0 and finite, got ${mean}`)
  return make({ mean, sd: mean, min: 0, max: Infinity }, (streams) => mean * standardExponential(streams))
}

const LAYERS = 256
const START = 7.69711747013105 // where the bottom layer's tail begins
const AREA = 0.003949659822581557 // of each layer
const TWO_21 = 2097152
const UNIT = 1.1102230246251565e-16 // 2^-53

/** Widths of the layers, bottom first; of the bottom one, the width of a box of the same area as box and tail. */
const width = new Float64Array(LAYERS + 1)
/** e^-width: where each layer's floor meets the curve. */
const height = new Float64Array(LAYERS + 1)
width[0] = AREA / exp(-START)
width[1] = START
for (let i = 2; i < LAYERS; i++) width[i] = -log(AREA / width[i - 1]! + exp(-width[i - 1]!))
for (let i = 1; i <= LAYERS; i++) height[i] = exp(-width[i]!)

/**
 * An exponential variate of mean 1. Ziggurat of 256 layers: 98.9 % of draws need one product and no logarithm. Marsaglia & Tsang, Journal of
 * Statistical Software 5 (2000) no. 8; layer and place come from different bits, after Doornik (2005). -ln(1 - U) where the run asks for
 * inversion.
 */
export function standardExponential(streams: Streams): number {
  if (streams.inversion) return -log1p(-streams.uniform())
  for (let beyond = 0; ; ) {
    streams.next()
    const layer = streams.low & 0xff
    const x = ((streams.high >>> 0) * TWO_21 + (streams.low >>> 11)) * UNIT * width[layer]!
    if (x < width[layer + 1]!) return beyond + x
    if (layer === 0)
      beyond += START // memoryless: what lies beyond the tail's start is again exponential
    else if (height[layer]! + streams.uniform() * (height[layer + 1]! - height[layer]!) < exp(-x)) return beyond + x
  }
}
