import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDuration, readLength, readRate, readRatio, writeDuration, writeRatio, writeSpan } from '../../scenarios/units.ts'

describe('durations', () => {
  it.each<[string | number, number]>([
    ['52 s', 52],
    ['5 min', 300],
    ['2 h', 7200],
    ['3 d', 259_200],
    ['1 wk', 604_800],
    ['250 ms', 0.25],
    ['100 ms', 0.1],
    ['7 us', 0.000007],
    ['7 µs', 0.000007],
    ['1.5h', 5400],
    ['1 h 30 min', 5400],
    ['1h30min5s', 5405],
    ['.5 min', 30],
    ['1e3 s', 1000],
    ['90', 90],
    [90.5, 90.5],
    ['-5 min', -300],
  ])('%s is %d seconds', (text, seconds) => expect(readDuration(text)).toBe(seconds))

  it.each(['', ' ', 'min', '5 5', '5 min 3', '5 parsec', '5 min!', 'PT5M', '1:30', '5 %', 'NaN', 'Infinity', '0x10', '1_000'])(
    '`%s` is none',
    (text) => expect(readDuration(text)).toMatchObject({ message: expect.any(String), remedy: expect.any(String) }),
  )

  it.each([
    ['5 minutes', 'did you mean `5 min`?'],
    ['5 m', 'did you mean `5 min`?'],
    ['5 Min', 'did you mean `5 min`?'],
    ['1,5 h', 'decimals are written with a point: `1.5`'],
    ['5 fortnights', 'units of time are us, ms, s, min, h, d, wk'],
  ])('`%s` gets the remedy: %s', (text, remedy) => expect(readDuration(text)).toMatchObject({ remedy: expect.stringContaining(remedy) }))

  it('are written so that they read back as the same number', () => {
    const seconds = fc.oneof(
      fc.nat(10_000_000),
      fc.double({ min: 0, max: 1e9, noNaN: true }),
      fc.nat(1_000_000).map((n) => n / 1000),
    )
    fc.assert(fc.property(seconds, (one) => readDuration(writeDuration(one)) === one))
    fc.assert(fc.property(seconds, (one) => readDuration(writeSpan(one)) === one))
    expect([331_200, 763_200, 5400, 28_800, 52, 90_061, 8.25, 0].map(writeSpan)).toEqual([
      '3 d 20 h',
      '8 d 20 h',
      '1 h 30 min',
      '8 h',
      '52 s',
      '1 d 1 h 1 min 1 s',
      '8.25 s',
      '0 s',
    ])
    expect([300, 5400, 28_800, 604_800, 52, 8.25, 0.25, 0].map(writeDuration)).toEqual([
      '5 min',
      '90 min',
      '8 h',
      '1 wk',
      '52 s',
      '8.25 s',
      '250 ms',
      0,
    ])
  })
})

describe('rates, ratios, lengths', () => {
  it.each<[string, number]>([
    ['12/h', 12 / 3600],
    ['0.9/s', 0.9],
    ['3 / min', 3 / 60],
  ])('%s is %d per second', (text, rate) => expect(readRate(text)).toBe(rate))

  it.each<[string | number, number]>([
    ['98.5 %', 0.985],
    ['98.1%', 0.981],
    ['0.985', 0.985],
    [1, 1],
    ['0 %', 0],
  ])('%s is %d', (text, ratio) => expect(readRatio(text)).toBe(ratio))

  it('a percentage without its sign is understood, and refused', () => {
    expect(readRatio(98.5)).toMatchObject({ message: '98.5 is not between 0 and 1', remedy: expect.stringContaining('write `98.5 %`') })
  })

  it('ratios are written so that they read back as the same number', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.double({ min: 0, max: 1, noNaN: true }),
          fc.nat(1000).map((n) => n / 1000),
        ),
        (one) => readRatio(writeRatio(one)) === one,
      ),
    )
    expect(writeRatio(0.985)).toBe('98.5 %')
  })

  it.each<[string | number, number]>([
    ['3 m', 3],
    ['250 cm', 2.5],
    [4, 4],
    ['-1.5 m', -1.5],
  ])('%s is %d metres', (text, metres) => expect(readLength(text)).toBe(metres))
})
