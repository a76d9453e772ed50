import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { branchAlarms, causesOf, factorTable, WELD_STANDARD } from '../../analysis/causes/index.ts'
import { recordOf } from '../../analysis/record/index.ts'
import { documentOf } from '../../analysis/report/document.ts'
import { reportOf } from '../../analysis/report/report.ts'
import { seconds } from '../../engine/kernel/time.ts'
import type { Scenario } from '../../scenarios/model.ts'
import { trueScenario } from '../../scenarios/truth.ts'
import { weldCase } from '../../scorecard/electronics-weld.ts'
import { recorded } from '../analysis/recorded.ts'
import { read } from './source.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** Rooms that answer for a plant whose truth they must not see. */
const blind = ['analysis', 'twin']

describe('[D01] analysis cannot see the truth', () => {
  const files = blind.flatMap(sourceFiles)

  it('no file of it reads what is hidden, the seed, or a checkpoint', () => {
    const seen = files.flatMap((path) => hiddenWords(readFileSync(join(root, path), 'utf8')).map((word) => `${path}: ${word}`))
    expect(files.length).toBeGreaterThan(40)
    expect(seen).toEqual([])
  })

  it.each([
    ['scenario.faults.length', ['.faults']],
    ['const { faults, stations } = scenario', ['{ faults']],
    ['scenario.truth', ['.truth']],
    ['log.header.seed', ['header.seed']],
    ['const { header: { seed } } = log', ['header: { seed']],
    ["import { trueScenario } from '../scenarios/truth.ts'", ['scenarios/truth']],
    ["import { isState } from '../engine/experiment/state-file.ts'", ['experiment/state-file']],
    ['const faults = alarms.filter(isFault)', []],
    ['// scenario.faults is hidden', []],
  ])('and would be caught: %s', (text, words) => expect(hiddenWords(text)).toEqual(words))

  it('no file of it imports the plant, its kernel, or how the truth is put in, by any way round', () => {
    const importsOf = (path: string) =>
      read(path, readFileSync(join(root, path), 'utf8')).imports.flatMap(({ specifier }) =>
        specifier.startsWith('.')
          ? [
              relative(root, join(root, path, '..', specifier))
                .split(sep)
                .join('/'),
            ]
          : [],
      )
    const reached = new Set(files.filter((path) => path.startsWith('analysis/')))
    for (const path of reached) for (const target of importsOf(path)) reached.add(target)
    const isInside = (path: string) => /^engine\/(plant|kernel\/(?!time)|experiment)|scenarios\/truth/.test(path)
    expect([...reached].filter(isInside)).toEqual([])
    // What is in twin/ simulates, by the doors of engine/experiment and never by what is behind them.
    const isBehind = (path: string) => /^engine\/(plant|kernel\/(?!time))|scenarios\/truth|state-file/.test(path)
    expect(files.filter((path) => path.startsWith('twin/')).flatMap((path) => importsOf(path).filter(isBehind))).toEqual([])
  })
})

describe('[D01] two plants with the same past and different futures', () => {
  const { scenario } = weldCase(3)
  const half = 6 * 3600
  const end = 10 * 3600
  const one: Scenario = { ...scenario, faults: [] }
  const hidden = { id: 'later', kind: 'yield', target: 'smt', name: null, start: half, end: null, ramp: 0, factor: 0.7, amount: 0 } as const
  const other: Scenario = { ...scenario, faults: [hidden] }

  it('get the same answers to the byte, from what is known by then', () => {
    const answers = [one, other].map((plant) => {
      const { log } = recorded(plant, { until: half - 1, seed: 3 })
      const later = recorded(plant, { until: end, seed: 3 }).log
      const report = reportOf(log)
      return {
        report: JSON.stringify([report, documentOf(report, 'en')]),
        causes: causesBy(later, half - 1),
        all: causesBy(later, end),
      }
    })
    expect(answers[0]!.report).toBe(answers[1]!.report)
    expect(answers[0]!.causes).toBe(answers[1]!.causes)
    expect(answers[0]!.all).not.toBe(answers[1]!.all)
  })

  it('and so do two plants of which one has its truth written as what is believed', () => {
    const open = recorded({ ...trueScenario(scenario), faults: scenario.faults }, { seed: 3, until: end }).log
    const secret = recorded(scenario, { seed: 3, until: end }).log
    expect(causesBy(secret, end)).toBe(causesBy(open, end))
  })
})

/** All that the causes of a loss are read from, and what is said of the last alarm. */
function causesBy(log: ReturnType<typeof recorded>['log'], until: number): string {
  const table = factorTable(recordOf(log, seconds(until)), log.header.scenario, 'ict')
  const { alarms } = branchAlarms(table, WELD_STANDARD)
  const at = alarms.at(-1)?.at ?? table.count - 1
  return JSON.stringify([table.count, [...table.bad], alarms, causesOf(table, { alarm: at, until: table.count, standard: 0.015 })])
}

function hiddenWords(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
  const patterns = [
    /\.faults\b/,
    /\{[^{}=]*\bfaults\b(?=[^{}]*\}\s*=)/,
    /\.truth\b/,
    /header\.(?:seed|replication)\b/,
    /header: \{ (?:seed|replication)/,
    /scenarios\/truth/,
    /experiment\/state-file/,
  ]
  return patterns.flatMap((pattern) => pattern.exec(code)?.[0] ?? [])
}

function sourceFiles(folder: string): string[] {
  try {
    return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/.test(path))
      .map((path) => `${folder}/${path.split(sep).join('/')}`)
  } catch {
    return []
  }
}
