import { describe, expect, it } from 'vitest'
import { Race, raceConstant } from '../../../engine/experiment/kim-nelson.ts'
import { Streams, standardNormal } from '../../../engine/random/index.ts'

const SEED = 20_261_122

/** Races normal alternatives that share part of their luck; who won, and how many observations it took. */
function raced(
  means: readonly number[],
  { replication, shared, indifference }: { replication: number; shared: number; indifference: number },
) {
  const streams = new Streams(SEED, replication)
  const common = streams.open('common', 'luck')
  const own = means.map((_, i) => streams.open(`alternative ${i}`, 'luck'))
  const normal = (stream: number) => {
    streams.begin(stream)
    return standardNormal(streams)
  }
  const race = new Race(means.length, { confidence: 0.95, indifference, firstStage: 10 })
  let observations = 0
  while (race.winner === null) {
    const luck = normal(common)
    race.observe(race.left.map((i) => means[i]! + Math.sqrt(shared) * luck + Math.sqrt(1 - shared) * normal(own[i]!)))
    observations += race.left.length
  }
  return { winner: race.winner, observations, race }
}

describe(`the race of Kim & Nelson (seed ${SEED})`, () => {
  it('has the constant of the paper: h² = (n₀ − 1) ((2α / (k − 1))^(−2 / (n₀ − 1)) − 1)', () => {
    expect(raceConstant(0.05, 2, 10)).toBeCloseTo(9 * (10 ** (2 / 9) - 1), 10)
    expect(raceConstant(0.05, 5, 20)).toBeCloseTo(19 * (40 ** (2 / 19) - 1), 10)
  })

  it.each([
    ['independent luck', 0],
    ['common luck', 0.8],
  ])('chooses the best, the indifference ahead of all others, in at least 95 of 100 races: %s', (_, shared) => {
    const races = Array.from({ length: 400 }, (_, replication) => raced([0, 0, 0.5, 0, 0], { replication, shared, indifference: 0.5 }))
    expect(races.filter(({ winner }) => winner === 2).length / races.length).toBeGreaterThanOrEqual(0.95)
  })

  it('takes several times fewer observations with common luck', () => {
    const total = (shared: number) =>
      Array.from({ length: 50 }, (_, replication) => raced([0, 0, 0.5, 0, 0], { replication, shared, indifference: 0.5 })).reduce(
        (sum, { observations }) => sum + observations,
        0,
      )
    expect(total(0) / total(0.8)).toBeGreaterThan(2)
  })

  it('drops first who is far behind, says behind whom, and asks for no more of it', () => {
    const { race, winner } = raced([0, -5, 0.6], { replication: 0, shared: 0.5, indifference: 0.3 })
    expect(winner).toBe(2)
    expect(race.eliminations[0]).toMatchObject({ alternative: 1, after: 10 })
    expect(race.eliminations.map(({ alternative }) => alternative)).toEqual([1, 0])
    expect(race.mean(1)).toBeLessThan(-4)
  })

  it('by hand: two alternatives whose difference has variance 1 and mean −1', () => {
    const race = new Race(2, { confidence: 0.95, indifference: 1, firstStage: 10 })
    // Differences −1 ± √0.9 have a sample variance of 1, so h² S² / δ² = 6.01 < 10: the race ends with the first stage.
    for (let r = 0; r < 10; r++) race.observe([0, 1 + (r % 2 === 0 ? 1 : -1) * Math.sqrt(0.9)])
    expect(race.most).toBe(10)
    expect(race.winner).toBe(1)
    // With δ = 0.5 it is 24.05: after r = 10 the first is out if −10 < −(0.5 / 2) (24.05 − 10) = −3.5.
    const finer = new Race(2, { confidence: 0.95, indifference: 0.5, firstStage: 10 })
    for (let r = 0; r < 10; r++) finer.observe([0, 1 + (r % 2 === 0 ? 1 : -1) * Math.sqrt(0.9)])
    expect(finer.most).toBe(10)
    expect(finer.eliminations).toEqual([{ alternative: 0, after: 10, by: 1 }])
    // And with a mean difference of 0.2 it goes on: −2 ≥ −3.5. It must end at 25.
    const close = new Race(2, { confidence: 0.95, indifference: 0.5, firstStage: 10 })
    for (let r = 0; r < 10; r++) close.observe([0, 0.2 + (r % 2 === 0 ? 1 : -1) * Math.sqrt(0.9)])
    expect(close.winner).toBeNull()
    expect(close.most).toBe(25)
    while (close.winner === null) close.observe([0, 0])
    expect(close.winner).toBe(1)
  })

  it('of alternatives that are the same to the bit takes the first', () => {
    const race = new Race(3, { confidence: 0.95, indifference: 1, firstStage: 10 })
    for (let r = 0; r < 10; r++) race.observe([r, r, r])
    expect(race.winner).toBe(0)
  })

  it.each([
    [1, { confidence: 0.95, indifference: 1, firstStage: 10 }, 'at least 2'],
    [2, { confidence: 0.95, indifference: 0, firstStage: 10 }, 'indifference'],
    [2, { confidence: 0.5, indifference: 1, firstStage: 10 }, 'confidence'],
    [2, { confidence: 0.95, indifference: 1, firstStage: 9 }, 'first stage'],
  ])('refuses %i alternatives by %j', (alternatives, rules, words) => {
    expect(() => new Race(alternatives, rules)).toThrow(words)
  })
})
