import { describe, expect, it } from 'vitest'
import { acceptance, operating, operatingCharacteristic, shareAccepted } from '../../../analysis/sampling/operating.ts'
import { AQLS, codeLetter, planOfLetter, samplingPlan } from '../../../analysis/sampling/plans.ts'
import { Switching } from '../../../analysis/sampling/switching.ts'

/** `n/Ac` that is used for each AQL from 0.010 on, arrows followed. */
const row = (letter: Parameters<typeof planOfLetter>[0], severity: 'normal' | 'tightened' = 'normal') =>
  AQLS.map((aql) => planOfLetter(letter, aql, severity)).map(({ sampleSize, accept }) => `${sampleSize}/${accept}`)

describe('single sampling plans', () => {
  it('[B11] have the code letters of general level II', () => {
    const lots = [2, 8, 9, 15, 16, 25, 26, 50, 51, 90, 91, 150, 151, 280, 281, 500, 501, 1200, 1201, 3200, 3201, 10_000, 10_001, 35_000, 35_001, 150_000, 150_001, 500_000, 500_001] // biome-ignore format: a row
    expect(lots.map(codeLetter).join('')).toBe('AABBCCDDEEFFGGHHJJKKLLMMNNPPQ')
    expect(() => codeLetter(1)).toThrow(RangeError)
  })

  it('[B11] J and K, normal, are as printed, with their arrows followed', () => {
    // AQL                  .010      .015      .025     .040     .065     .10      .15     .25     .40      .65      1.0     1.5     2.5     4.0     6.5      10
    expect(row('J')).toEqual(['1250/0', '800/0', '500/0', '315/0', '200/0', '125/0', '80/0', '50/0', '125/1', '80/1', '80/2', '80/3', '80/5', '80/7', '80/10', '80/14']) // biome-ignore format: a row
    expect(row('K')).toEqual(['1250/0', '800/0', '500/0', '315/0', '200/0', '125/0', '80/0', '200/1', '125/1', '125/2', '125/3', '125/5', '125/7', '125/10', '125/14', '125/21']) // biome-ignore format: a row
  })

  it('[B11] arrow cells: the sample of the plan pointed to is used, from A to R', () => {
    expect(row('A').slice(-4)).toEqual(['5/0', '3/0', '2/0', '5/1'])
    expect(row('B').slice(-4)).toEqual(['5/0', '3/0', '2/0', '5/1'])
    expect(row('C').slice(-4)).toEqual(['5/0', '3/0', '8/1', '5/1'])
    expect(row('G').slice(8, 12)).toEqual(['32/0', '20/0', '50/1', '32/1'])
    expect(row('R').slice(0, 4)).toEqual(['1250/0', '800/0', '2000/1', '2000/2'])
    // Beyond 21 no number is accepted: to the letter before.
    expect(row('R').slice(-5)).toEqual(['800/21', '500/21', '315/21', '200/21', '125/21'])
    expect(row('N').slice(-3)).toEqual(['315/21', '200/21', '125/21'])
    expect(samplingPlan({ lotSize: 1200, aql: 1 })).toMatchObject({ letter: 'J', usedLetter: 'J', sampleSize: 80, accept: 2, refuse: 3 })
    expect(samplingPlan({ lotSize: 280, aql: 1 })).toMatchObject({ letter: 'G', usedLetter: 'H', sampleSize: 50, accept: 1 })
    expect(samplingPlan({ lotSize: 1000, aql: 2.5 }).accept).toBe(5)
  })

  it('[B11] tightened: J takes 80/1 at 1 %, and accepts none where normal inspection of a larger sample would', () => {
    // AQL                               .010      .015      .025     .040     .065     .10      .15     .25     .40     .65      1.0     1.5     2.5     4.0     6.5     10
    expect(row('J', 'tightened')).toEqual(['2000/0', '1250/0', '800/0', '500/0', '315/0', '200/0', '125/0', '80/0', '50/0', '125/1', '80/1', '80/2', '80/3', '80/5', '80/8', '80/12']) // biome-ignore format: a row
  })

  it('[B11] every plan of every cell accepts 87 to 99.9 lots of 100 that are just as good as the AQL says, and tightened ones fewer', () => {
    for (const letter of 'ABCDEFGHJKLMNPQR')
      for (const aql of AQLS) {
        const [normal, tightened] = (['normal', 'tightened'] as const).map((severity) => planOfLetter(letter as 'A', aql, severity))
        expect(acceptance(normal!, aql / 100)).toBeGreaterThan(0.86)
        expect(acceptance(normal!, aql / 100)).toBeLessThan(0.9995)
        expect(acceptance(tightened!, aql / 100)).toBeLessThan(acceptance(normal!, aql / 100))
        expect([normal!.refuse, tightened!.refuse]).toEqual([normal!.accept + 1, tightened!.accept + 1])
      }
  })

  it('[B11] a sample as large as the lot is the whole lot', () => {
    expect(samplingPlan({ lotSize: 40, aql: 0.1 })).toMatchObject({
      letter: 'D',
      usedLetter: 'K',
      sampleSize: 40,
      accept: 0,
      wholeLot: true,
    })
    expect(samplingPlan({ lotSize: 126, aql: 0.1 })).toMatchObject({ sampleSize: 125, wholeLot: false })
    expect(() => samplingPlan({ lotSize: 100, aql: 3 })).toThrow('an AQL of the table')
  })
})

describe('what a plan does', () => {
  const j1 = { sampleSize: 80, accept: 2 }

  it('accepts a lot with the chance of the binomial distribution', () => {
    const exactly = (p: number) => (1 - p) ** 80 + 80 * p * (1 - p) ** 79 + ((80 * 79) / 2) * p ** 2 * (1 - p) ** 78
    for (const p of [0.001, 0.01, 0.0332, 0.065]) expect(acceptance(j1, p)).toBeCloseTo(exactly(p), 12)
    expect(acceptance(j1, 0)).toBe(1)
    // Published for J, AQL 1.0: 1.03 % accepted 95 times of 100, 6.52 % ten times of 100.
    expect([shareAccepted(j1, 0.95), shareAccepted(j1, 0.1)].map((share) => (100 * share).toFixed(2))).toEqual(['1.03', '6.52'])
  })

  it('lets out less than comes in, and looks at all of what it refuses', () => {
    const { accepted, outgoing, inspected } = operating(j1, 1000, 0.02)
    expect(outgoing).toBeCloseTo(0.02 * accepted * 0.92, 12)
    expect(inspected).toBeCloseTo(80 + (1 - accepted) * 920, 9)
    const curve = operatingCharacteristic(j1, 1000)
    expect(curve[0]).toEqual({ share: 0, accepted: 1, outgoing: 0, inspected: 80 })
    expect(curve.at(-1)!.accepted).toBeCloseTo(0.01, 6)
    expect(curve.every(({ accepted }, i) => i === 0 || accepted < curve[i - 1]!.accepted)).toBe(true)
  })
})

describe('switching', () => {
  const lot = (accepted: boolean, nonconforming: number | null = null) => ({ lotSize: 1000, accepted, nonconforming })
  const nexts = (verdicts: string, aql = 1) => {
    const switching = new Switching({ aql })
    return [...verdicts].map((verdict) => switching.inspected(lot(verdict === '+'))?.next ?? 'none')
  }

  it('[B11] to tightened where 2 of 5 consecutive lots are refused, and not where 2 of 6 are', () => {
    expect(nexts('-+++-').at(-1)).toBe('tightened')
    expect(nexts('--').at(-1)).toBe('tightened')
    expect(nexts('-++++-').at(-1)).toBe('normal')
  })

  it('[B11] back to normal where 5 in a row are accepted; discontinued where 5 in all are refused', () => {
    expect(nexts('--+++++').slice(-2)).toEqual(['tightened', 'normal'])
    expect(nexts('--++++-+++++').slice(-2)).toEqual(['tightened', 'normal'])
    expect(nexts('---+-+-+-+-+').slice(-3)).toEqual(['tightened', 'discontinued', 'none'])
    const switching = new Switching({ aql: 1 })
    for (const verdict of '-------') switching.inspected(lot(verdict === '+'))
    expect(switching.plan(1000)).toBeNull()
    switching.resume()
    expect(switching.plan(1000)).toMatchObject({ severity: 'tightened', accept: 1 })
  })

  it('[B11] the score: 3 for a lot that would pass at the next tighter AQL, 2 where one or none is accepted, else back to 0', () => {
    const score = (aql: number, ...found: readonly number[]) => {
      const switching = new Switching({ aql })
      return found.map(
        (nonconforming) => switching.inspected(lot(nonconforming <= switching.plan(1000)!.accept, nonconforming))?.switchingScore,
      )
    }
    expect(score(1, 1, 0, 2, 1)).toEqual([3, 6, 0, 3]) // accepts 2, at 0.65 % 1
    expect(score(0.65, 0, 1, 2, 0)).toEqual([2, 4, 0, 2]) // accepts 1
    expect(score(1, 3)).toEqual([0])
    const unknown = new Switching({ aql: 1 })
    expect(unknown.inspected(lot(true))?.switchingScore).toBeNull()
  })
})
