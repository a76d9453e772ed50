import { expect, it } from 'vitest'
import { toleratedSilence } from '../../../live/mtconnect/silence.ts'
import { line, recorded } from './shop.ts'

const silenceOf = (times: readonly number[]) => toleratedSilence(recorded(times.map((time) => line(time, 'Xpos|1'))).recording)
const every = (step: number, count: number, from = 0) => Array.from({ length: count }, (_, i) => from + i * step)

it('is at least ten minutes', () => {
  expect(silenceOf([])).toBe(600)
  expect(silenceOf([5])).toBe(600)
  expect(silenceOf(every(1, 100))).toBe(600)
})

it('is ten times the usual pause of a machine that speaks rarely', () => {
  expect(silenceOf([0, 7200, 14_400])).toBe(72_000)
  expect(silenceOf(every(120, 50))).toBe(1200)
})

it('is not stretched by one long pause', () => expect(silenceOf([...every(60, 10), ...every(60, 10, 20_000)])).toBe(600))

it('does not ask assets', () => {
  const lines = [...every(60, 10).map((time) => line(time, 'Xpos|1')), ...every(9000, 30).map((time) => line(-time, '@REMOVE_ASSET@|T'))]
  expect(toleratedSilence(recorded(lines).recording)).toBe(600)
})
