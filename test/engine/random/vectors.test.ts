import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  bernoulli,
  type Distribution,
  type DistributionSpec,
  distribution,
  geometric,
  hash32,
  poisson,
  RNG_VERSION,
  Streams,
} from '../../../engine/random/index.ts'

const page = readFileSync(new URL('../../../engine/random/VECTORS.md', import.meta.url), 'utf8')

/** Rows of the page's tables: what is drawn, and the values. */
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  )

const counts: Record<string, (parameter: number) => Distribution> = { bernoulli, geometric, poisson }

function start() {
  const streams = new Streams(1, 0)
  return { streams, stream: streams.open('M3', 'process') }
}

describe('published vectors (VECTORS.md)', () => {
  it('are those of this generator', () => expect(page).toContain(RNG_VERSION))

  it.each(rows)('%s', (what, ...values) => {
    const { streams, stream } = start()
    const [, kind, parameter] = /^(\w+)\((.*)\)$/.exec(what!) ?? []
    for (const value of values) {
      if (kind === 'hash32') expect(hex(hash32(parameter!))).toBe(value)
      else {
        if (kind === 'beginFor') {
          const [luck, visit] = parameter!.split(', ').map(Number)
          streams.beginFor(stream, luck!, visit!)
        } else streams.begin(stream)
        if (what === 'words') expect(`${hex(streams.bits())} ${hex(streams.bits())}`).toBe(value)
        else if (what === 'uniform' || kind === 'beginFor') expect(streams.uniform()).toBe(Number(value))
        else if (what === 'open01') expect(streams.open01()).toBe(Number(value))
        else expect(law(what!, kind, parameter).sample(streams)).toBe(Number(value))
      }
    }
  })
})

function law(what: string, kind = '', parameter = ''): Distribution {
  return counts[kind]?.(Number(parameter)) ?? distribution(JSON.parse(what) as DistributionSpec)
}

const hex = (word: number) => (word >>> 0).toString(16).padStart(8, '0')
