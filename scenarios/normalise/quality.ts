import type { Characteristic, Defect, DefectEffect, Operation, Parameter, Test } from '../model.ts'
import type { ScenarioInput } from '../schema/document.ts'
import type { Path } from '../tree.ts'
import { distribution } from './distribution.ts'
import type { Reader } from './reader.ts'
import { rework } from './station.ts'

type OperationInput = NonNullable<ScenarioInput['products']>[number]['route'][number]
type ParameterInput = NonNullable<NonNullable<ScenarioInput['stations']>[number]['parameters']>[number]
type CharacteristicInput = NonNullable<OperationInput['characteristics']>[number]
type DefectInput = NonNullable<OperationInput['defects']>[number]
type TestInput = NonNullable<OperationInput['test']>

/** A parameter of a station; `tasks` are the ids of its maintenance. */
export function parameter(reader: Reader, input: ParameterInput, tasks: readonly string[], path: Path): Parameter {
  const { low = null, high = null, resetBy = 'all', drift = 0 } = input
  inOrder(reader, low, high, path)
  if (drift === 0)
    for (const key of ['adjustEvery', 'adjustBeyond', 'resetBy'] as const)
      if (input[key] != null && !(key === 'resetBy' && input[key].length === 0))
        reader.wrong([...path, key], 'takes back a drift that is not there', 'add `drift`, how far it moves in an hour, or leave this out')
  return {
    id: input.id,
    title: input.title ?? input.id,
    unit: input.unit ?? '',
    setPoint: input.setPoint,
    sd: input.sd ?? 0,
    autocorrelation: input.autocorrelation ?? 0,
    drift,
    clock: input.clock ?? 'processing',
    low,
    high,
    resetBy: resetBy === 'all' ? (drift === 0 ? [] : tasks) : resetBy,
    adjustEvery: input.adjustEvery ?? null,
    adjustBeyond: input.adjustBeyond ?? null,
  }
}

function inOrder(reader: Reader, low: number | null, high: number | null, path: Path) {
  if (low !== null && high !== null && low > high)
    reader.wrong([...path, 'low'], `is above \`high\`: ${low} > ${high}`, 'write the smaller one as `low`')
}

type Quality = Pick<Operation, 'parameters' | 'characteristics' | 'defects' | 'test'>

/** What an operation says of quality. `known` are the ids of the defects of the operations before it. */
export function quality(reader: Reader, input: OperationInput, known: readonly string[], path: Path): Quality {
  const defects = (input.defects ?? []).map((one, i) => defect(reader, one, [...path, 'defects', i]))
  return {
    parameters: (input.parameters ?? []).map(({ parameter, setPoint = null, low = null, high = null }, i) => {
      inOrder(reader, low, high, [...path, 'parameters', i])
      return { parameter, setPoint, low, high }
    }),
    characteristics: (input.characteristics ?? []).map((one, i) => characteristic(reader, one, [...path, 'characteristics', i])),
    defects,
    test: input.test == null ? null : test(reader, input.test, [...new Set([...known, ...defects.map(({ id }) => id)])], [...path, 'test']),
  }
}

function characteristic(reader: Reader, input: CharacteristicInput, path: Path): Characteristic {
  const { parameter = null, gain } = input
  if (parameter === null && gain !== undefined && gain !== 0)
    reader.wrong([...path, 'gain'], 'has no `parameter` beside it', 'add `parameter`, the one that moves the characteristic')
  return {
    id: input.id,
    title: input.title ?? input.id,
    unit: input.unit ?? '',
    value: distribution(reader, input.value, [...path, 'value'], { count: true }),
    parameter,
    gain: gain ?? (parameter === null ? 0 : 1),
  }
}

function defect(reader: Reader, input: DefectInput, path: Path): Defect {
  const { probability = null, logit = null } = input
  if (probability === null && logit === null) reader.wrong(path, 'does not say how likely it is', 'add `probability: 1 %`, or `logit`')
  if (probability !== null && logit !== null)
    reader.wrong([...path, 'logit'], 'stands beside `probability`, and they say the same', 'keep one of them')
  return {
    id: input.id,
    title: input.title ?? input.id,
    probability: probability === null ? null : reader.ratio(probability, [...path, 'probability']),
    logit,
    effects: (input.effects ?? []).map((one, i) => effect(reader, one, [...path, 'effects', i])),
  }
}

const NAMED: readonly DefectEffect['of'][] = ['parameter', 'materialLot', 'station']

/** Which way counts if nothing says so: less skill than the standard, more of anything else. */
export const sideOf = (of: DefectEffect['of']) => (of === 'operator' ? 'below' : 'above')

function effect(reader: Reader, input: NonNullable<DefectInput['effects']>[number], path: Path): DefectEffect {
  const { of, name = null, target = null, side = sideOf(of) } = input
  const isNamed = NAMED.includes(of)
  if (isNamed && name === null) reader.wrong(path, `does not say which ${of} it is`, 'add `name:` with its id')
  if (!isNamed && name !== null && of !== 'toolAge') reader.wrong([...path, 'name'], `names nothing that \`${of}\` has`, 'leave `name` out')
  return {
    of,
    name,
    coefficient: input.coefficient,
    target: target ?? (of === 'parameter' ? null : of === 'speed' || of === 'operator' ? 1 : 0),
    side,
  }
}

function test(reader: Reader, input: TestInput, known: readonly string[], path: Path): Test {
  const { finds = 'all', measures = [], repairs = 'all', result = null } = input
  const looksFor = finds === 'all' ? known : finds
  const onFail = input.onFail ?? (input.rework == null ? 'scrap' : 'rework')
  if (onFail === 'rework' && input.rework == null)
    reader.wrong([...path, 'onFail'], 'is `rework`, and nothing says how', 'add `rework: { to: …, limit: 1 }`')
  if (onFail !== 'rework' && input.rework != null)
    reader.wrong([...path, 'rework'], `stands beside \`onFail: ${onFail}\``, 'keep one of them')
  if (onFail !== 'rework' && repairs !== 'all' && repairs.length > 0)
    reader.wrong([...path, 'repairs'], 'is for rework, and there is none', 'add `rework`, or leave this out')
  if (result === null && input.meanwhile === 'goOn')
    reader.wrong([...path, 'meanwhile'], 'is until the result is known, and it is known at once', 'add `result`, how long that takes')
  if (looksFor.length === 0 && measures.length === 0 && (input.falseAlarm === undefined || input.falseAlarm === 0))
    reader.wrong(path, 'looks for nothing', 'add `defects` to this or an earlier operation, or `measures` to the test')
  return {
    finds: looksFor,
    detection: input.detection === undefined ? 1 : reader.ratio(input.detection, [...path, 'detection']),
    falseAlarm: input.falseAlarm === undefined ? 0 : reader.ratio(input.falseAlarm, [...path, 'falseAlarm']),
    measures: measures.map(({ characteristic, sd = 0, low = null, high = null }, i) => {
      inOrder(reader, low, high, [...path, 'measures', i])
      return { characteristic, sd, low, high }
    }),
    every: input.every ?? 1,
    share: input.share === undefined ? 1 : reader.ratio(input.share, [...path, 'share']),
    time: input.time == null ? null : distribution(reader, input.time, [...path, 'time']),
    result: result === null ? null : distribution(reader, result, [...path, 'result']),
    meanwhile: input.meanwhile ?? 'quarantine',
    onFail,
    rework: input.rework == null ? null : rework(reader, input.rework, [...path, 'rework']),
    repairs: onFail !== 'rework' ? [] : repairs === 'all' ? looksFor : repairs,
  }
}
