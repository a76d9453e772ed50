import { hash32 } from '../random/index.ts'

/** A seed for each alternative, so that none shares its luck with another: 53 bits of the experiment's seed and the alternative's number. */
export function alternativeSeed(seed: number, alternative: number): number {
  const word = (part: string) => hash32(JSON.stringify([seed, 'alternative', alternative, part])) >>> 0
  return (word('high') >>> 11) * 4_294_967_296 + word('low')
}
