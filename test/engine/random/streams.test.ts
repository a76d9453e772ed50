import { describe, expect, it } from 'vitest'
import { Hash } from '../../../engine/random/hash.ts'
import { hash32, Streams } from '../../../engine/random/index.ts'

/** The first uniforms of so many draws in a row. */
function draws(streams: Streams, id: string, role: string, count: number): number[] {
  const stream = streams.open(id, role)
  return Array.from({ length: count }, () => {
    streams.begin(stream)
    return streams.uniform()
  })
}

function correlation(xs: readonly number[], ys: readonly number[]): number {
  let xy = 0
  let xx = 0
  let yy = 0
  for (const [i, x] of xs.entries()) {
    const dx = x - 0.5
    const dy = ys[i]! - 0.5
    xy += dx * dy
    xx += dx * dx
    yy += dy * dy
  }
  return xy / Math.sqrt(xx * yy)
}

describe('streams', () => {
  it('the same seed, replication, id and role give the same luck', () => {
    expect(draws(new Streams(7, 3), 'M1', 'repair', 20)).toEqual(draws(new Streams(7, 3), 'M1', 'repair', 20))
  })

  it('luck does not depend on the order in which streams are opened or used', () => {
    const one = new Streams(1, 0)
    const other = new Streams(1, 0)
    for (let i = 0; i < 100; i++) other.open(`X${i}`, 'process')
    other.open('M2', 'process')
    const first = draws(one, 'M1', 'process', 10)
    const second = draws(one, 'M2', 'process', 10)
    expect(draws(other, 'M2', 'process', 10)).toEqual(second)
    expect(draws(other, 'M1', 'process', 10)).toEqual(first)
  })

  it('opening twice is opening once', () => {
    const streams = new Streams(1, 0)
    expect(streams.open('a', 'b')).toBe(streams.open('a', 'b'))
    expect(streams.open('a', 'c')).not.toBe(streams.open('a', 'b'))
    expect(streams.count).toBe(2)
  })

  it('a draw that used many uniforms does not shift the next', () => {
    const one = new Streams(1, 0)
    const other = new Streams(1, 0)
    const a = one.open('M', 'p')
    const b = other.open('M', 'p')
    one.begin(a)
    for (let i = 0; i < 50; i++) one.uniform()
    other.begin(b)
    one.begin(a)
    other.begin(b)
    expect(one.uniform()).toBe(other.uniform())
  })

  it('a part keeps its luck whatever the order, and on each visit has another', () => {
    const streams = new Streams(1, 0)
    const stream = streams.open('M', 'process')
    const at = (part: number, visit: number) => {
      streams.beginFor(stream, (hash32('source') + part) | 0, visit)
      return [streams.uniform(), streams.open01(), streams.bits(), streams.bits(), streams.bits()]
    }
    const forward = [0, 1, 2, 3].map((part) => at(part, 0))
    const backward = [3, 2, 1, 0].map((part) => at(part, 0)).reverse()
    expect(backward).toEqual(forward)
    expect(new Set([at(0, 0)[0], at(0, 1)[0], at(1, 0)[0], at(1, 1)[0]]).size).toBe(4)
    expect(streams.index[stream]).toBe(0)
  })

  it('a part that comes a thousand times has a thousand draws', () => {
    const streams = new Streams(1, 3)
    const stream = streams.open('M', 'way')
    const draws = Array.from({ length: 1000 }, (_, visit) => {
      streams.beginFor(stream, hash32('source'), visit)
      return streams.uniform()
    })
    expect(new Set(draws).size).toBe(1000)
    expect(Math.abs(draws.reduce((sum, u) => sum + u, 0) / 1000 - 0.5)).toBeLessThan(4 / Math.sqrt(12 * 1000))
    expect(Math.abs(correlation(draws.slice(64), draws.slice(0, -64)))).toBeLessThan(4 / Math.sqrt(936))
  })

  it('resumes bit for bit from a copy of index', () => {
    const streams = new Streams(5, 1)
    for (let i = 0; i < 40; i++) streams.open(`M${i}`, 'process') // more than the first array holds
    for (let i = 0; i < 40; i++) draws(streams, `M${i}`, 'process', i)
    const saved = streams.index.slice()
    const future = Array.from({ length: 40 }, (_, i) => draws(streams, `M${i}`, 'process', 5))

    const resumed = new Streams(5, 1)
    for (let i = 0; i < 40; i++) resumed.open(`M${i}`, 'process')
    resumed.index.set(saved)
    expect(Array.from({ length: 40 }, (_, i) => draws(resumed, `M${i}`, 'process', 5))).toEqual(future)
  })

  it('runs on past 2^31 draws', () => {
    const streams = new Streams(1, 0)
    const stream = streams.open('M', 'p')
    streams.index[stream] = 2 ** 31 - 1
    const seen = new Set(draws(streams, 'M', 'p', 4))
    expect(seen.size).toBe(4)
    expect(streams.index[stream]).toBe(2 ** 31 + 3)
  })

  it.each([
    ['two ids', new Streams(1, 0), 'M1', 'process', new Streams(1, 0), 'M2', 'process'],
    ['two roles', new Streams(1, 0), 'M1', 'process', new Streams(1, 0), 'M1', 'repair'],
    ['two replications', new Streams(1, 0), 'M1', 'process', new Streams(1, 1), 'M1', 'process'],
    ['two seeds', new Streams(1, 0), 'M1', 'process', new Streams(2, 0), 'M1', 'process'],
    ['seeds that differ above 32 bits', new Streams(1, 0), 'M1', 'process', new Streams(2 ** 32 + 1, 0), 'M1', 'process'],
  ])('%s are uncorrelated', (_, a, id, role, b, otherId, otherRole) => {
    const n = 20_000
    const r = correlation(draws(a, id, role, n), draws(b, otherId, otherRole, n))
    expect(Math.abs(r)).toBeLessThan(4 / Math.sqrt(n))
  })

  it('neighbouring draws, visits and uniforms of one draw are uncorrelated', () => {
    const n = 20_000
    const streams = new Streams(11, 0)
    const stream = streams.open('M', 'p')
    const first: number[] = []
    const second: number[] = []
    const visit: number[] = []
    for (let i = 0; i < n; i++) {
      streams.beginFor(stream, i, 0)
      first.push(streams.uniform())
      second.push(streams.uniform())
      streams.beginFor(stream, i, 1)
      visit.push(streams.uniform())
    }
    const limit = 4 / Math.sqrt(n)
    expect(Math.abs(correlation(first, second))).toBeLessThan(limit)
    expect(Math.abs(correlation(first, visit))).toBeLessThan(limit)
    expect(Math.abs(correlation(first.slice(1), first.slice(0, -1)))).toBeLessThan(limit)
  })

  it('an antithetic run mirrors every uniform', () => {
    const plain = new Streams(1, 0, { inversion: true })
    const mirror = new Streams(1, 0, { antithetic: true })
    const a = plain.open('M', 'p')
    const b = mirror.open('M', 'p')
    for (let i = 0; i < 1000; i++) {
      plain.begin(a)
      mirror.begin(b)
      expect(mirror.open01()).toBe(1 - plain.open01())
      const u = mirror.uniform()
      expect(u).toBe(1 - 2 ** -53 - plain.uniform())
      expect(u >= 0 && u < 1).toBe(true)
    }
  })

  it('raw bits are the words of the same sub-blocks, two to each', () => {
    const streams = new Streams(1, 0)
    const stream = streams.open('M', 'p')
    streams.beginFor(stream, 9, 0)
    const words = [streams.bits() >>> 0, streams.bits() >>> 0]
    const next = streams.bits()
    streams.beginFor(stream, 9, 0)
    expect(streams.uniform()).toBe(((words[0]! >>> 5) * 2 ** 26 + (words[1]! >>> 6)) / 2 ** 53)
    expect(streams.bits()).toBe(next)
  })

  it('a draw that never ends is a bug, and throws', () => {
    const streams = new Streams(1, 0)
    streams.begin(streams.open('M', 'p'))
    expect(() => {
      for (;;) streams.uniform()
    }).toThrow('more than 1023 uniforms')
  })

  it('refuses a seed or replication that is none', () => {
    expect(() => new Streams(0.5, 0)).toThrow('got 0.5')
    expect(() => new Streams(1, 65536)).toThrow('got 65536')
    expect(() => new Streams(1, -1)).toThrow('got -1')
  })
})

describe('hash', () => {
  it('knows where one text ends and the next begins', () => {
    const keys = [
      ['ab', 'c'],
      ['a', 'bc'],
      ['abc', ''],
      ['', 'abc'],
      ['ab\0', 'c'],
      ['ab', '\0c'],
    ].map(([id, role]) => {
      const hash = new Hash(1).text(id!).text(role!)
      return `${hash.high} ${hash.low}`
    })
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('has no collisions among ten thousand ids, in 64 bits', () => {
    const keys = new Set<string>()
    for (let i = 0; i < 10_000; i++) {
      const hash = new Hash(1).text(`M${i}`)
      keys.add(`${hash.high} ${hash.low}`)
    }
    expect(keys.size).toBe(10_000)
  })

  it('every bit of hash32 is set about half the time', () => {
    const set = new Array<number>(32).fill(0)
    for (let i = 0; i < 4000; i++) for (let bit = 0; bit < 32; bit++) set[bit]! += (hash32(`part ${i}`) >>> bit) & 1
    for (const count of set) expect(Math.abs(count - 2000)).toBeLessThan(160)
  })
})
