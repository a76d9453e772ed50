import { expect, it } from 'vitest'
import { readAddress, writeAddress } from '../../viewer/address/address.ts'
import { fc, test } from './fast-check.ts'

const empty = { plant: null, log: null, scenario: null, time: null, selected: null, look: null, language: null }

it('an empty address wishes for nothing', () => {
  expect(readAddress('')).toEqual(empty)
  expect(writeAddress(empty)).toBe('')
})

it('what is written is read back, whatever the names', () => {
  const text = fc.option(fc.string({ unit: 'grapheme', minLength: 1 }))
  const address = fc.record({
    plant: text,
    log: text,
    scenario: text,
    time: fc.option(fc.integer({ min: 0, max: 1e9 }).map((milliseconds) => milliseconds / 1000)),
    selected: text,
    look: fc.option(fc.constantFrom('orbit', 'top', 'table') as fc.Arbitrary<'orbit' | 'top' | 'table'>),
    language: fc.option(fc.constantFrom('en', 'zh') as fc.Arbitrary<'en' | 'zh'>),
  })
  test(address, (one) => expect(readAddress(writeAddress(one))).toEqual(one))
})

it.each(['t=soon', 't=', 't=Infinity', 'view=upside-down', 'lang=tlh'])('does not understand %s, and says so by null', (query) => {
  expect(readAddress(query)).toEqual(empty)
})
