import { describe, expect, it } from 'vitest'
import { problemsOf, rack, shown } from './load.ts'

/** Line and column of the first time `word` stands in the text. */
function at(text: string, word: string): string {
  const before = text.slice(0, text.indexOf(word)).split('\n')
  return `${before.length}:${before.at(-1)!.length + 1}`
}

describe('problems', () => {
  it('all at once, in the order of the file, each at its place, with path, culprit and remedy', () => {
    const text = rack
      .replace('8 h', '8 hours')
      .replace('yield: 98.5 %', 'yeild: 98.5 %')
      .replace('kind: erlang', 'kind: erlangg')
      .replace('capacity', 'capcity')
      .replace('55 s', '-55 s')
    expect(problemsOf(text).map(shown)).toEqual([
      `plant.yaml:${at(text, '8 hours')} horizon: \`horizon\`: unknown unit \`hours\` in \`8 hours\` → did you mean \`8 h\`? Units of time are us, ms, s, min, h, d, wk`,
      `plant.yaml:${at(text, 'yeild')} stations.drill.yeild: unknown key \`yeild\` in stations.drill; did you mean \`yield\`? → write \`yield\`, or remove \`yeild\``,
      `plant.yaml:${at(text, 'erlangg')} stations.drill.failures.failure.repair.kind: unknown kind \`erlangg\` in stations.drill.failures.failure.repair → did you mean \`erlang\`? it is one of constant, uniform, triangular, exponential, erlang, gamma, normal, lognormal, weibull, loglogistic, pert, beta, hyperexponential, empirical, piecewise, geometric, poisson, shifted, truncated`,
      `plant.yaml:${at(text, 'capcity')} buffers.rack.capcity: unknown key \`capcity\` in buffers.rack; did you mean \`capacity\`? → write \`capacity\`, or remove \`capcity\``,
      `plant.yaml:${at(text, '-55 s')} stations.mill.time: \`stations.mill.time\` is negative: -55 s → write a duration of zero or more`,
    ])
  })

  it.each([
    ['capacity: 3', 'stations.drill', '`capacity` of a station is written `slots`'],
    ['cycleTime: 3 s', 'stations.drill', '`cycleTime` of a station is written `time`'],
  ])('a word of another tool, `%s`, gets its proper name', (words, place, remedy) => {
    const [problem] = problemsOf(rack.replace('yield: 98.5 %', words))
    expect(problem).toMatchObject({ message: expect.stringContaining(place), remedy })
  })

  it('a thing with a mistake is still there for those who refer to it', () => {
    const problems = problemsOf(`${rack}crews: [ { id: fitters, size: none } ]\n`.replace('repair: {', 'crew: fitters, repair: {'))
    expect(problems.map(({ path }) => path)).toEqual(['crews.fitters.size'])
  })

  it('Windows line ends and a byte order mark do not move anything', () => {
    const text = `\ufeff${rack.replace('capacity', 'capcity').replaceAll('\n', '\r\n')}`
    expect(problemsOf(text)).toMatchObject([{ line: 8, column: 26 }])
    expect(problemsOf(text.replace('capcity', 'capacity'))).toEqual([])
  })
})
