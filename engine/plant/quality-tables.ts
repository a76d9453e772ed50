import type { DefectEffect, Operation, Station, Test } from '../../scenarios/model.ts'
import { seconds } from '../kernel/time.ts'
import { log } from '../math/index.ts'
import { meanOf } from '../random/index.ts'
import { type Chance, type Draw, NO_DRAW } from './chance.ts'
import { NONE, type Tables } from './tables.ts'

/** What a defect depends on, as numbers. `name` is the parameter's number at each station, a component's place in the kit, a kind of tools (NONE: none), or a station. */
export interface EffectTable {
  readonly of: DefectEffect['of']
  readonly atStation: Int32Array
  readonly name: number
  readonly coefficient: number
  readonly target: number | null
  readonly side: DefectEffect['side']
}

export interface DefectTable {
  /** Its bit among all defects of the scenario. */
  readonly bit: number
  readonly base: number
  readonly effects: readonly EffectTable[]
  readonly draw: Draw
}

export interface CharacteristicTable {
  readonly number: number
  readonly value: Draw
  readonly gain: number
  /** Number of the parameter at each station; NONE. */
  readonly atStation: Int32Array
}

export interface MeasureTable {
  readonly number: number
  readonly sd: number
  readonly low: number
  readonly high: number
  readonly error: Draw
}

export interface TestTable {
  readonly spec: Test
  readonly finds: readonly { readonly bit: number; readonly draw: Draw }[]
  readonly findsBits: number
  readonly repairsBits: number
  readonly falseAlarm: Draw
  readonly measures: readonly MeasureTable[]
  readonly sample: Draw
  readonly time: Draw
  /** µs */
  readonly planned: number
  readonly result: Draw
  readonly mend: Draw
  /** Number of the operation to go back to; of no meaning without rework. */
  readonly reworkTo: number
}

export interface OperationQuality {
  readonly characteristics: readonly CharacteristicTable[]
  readonly defects: readonly DefectTable[]
  readonly test: TestTable | null
  /** station → what is set there for this operation, by the parameter's number at the station */
  readonly setPoints: ReadonlyMap<number, Float64Array>
}

export interface QualityTables {
  readonly used: boolean
  /** Does any defect depend on who does the work? */
  readonly byOperator: boolean
  readonly defects: readonly string[]
  readonly characteristics: readonly string[]
  /** Operation number → what it does to quality; null: nothing. */
  readonly operations: readonly (OperationQuality | null)[]
}

/** Everything about quality that never changes, with its chances opened. */
export function qualityTables({ scenario, index, firstOperation, operations: routes }: Tables, chance: Chance): QualityTables {
  const routed = scenario.products.flatMap((product, p) =>
    product.route.map((operation) => ({ operation, key: `${product.id}/${operation.id}`, product, p })),
  )
  const defects = [...new Set(routed.flatMap(({ operation }) => operation.defects.map(({ id }) => id)))]
  const characteristics = [...new Set(routed.flatMap(({ operation }) => operation.characteristics.map(({ id }) => id)))]
  const numberAt = (id: string) => parameterAt(scenario.stations, id)
  const operations = routed.map(({ operation, key, product, p }, o): OperationQuality | null => {
    if (!says(operation)) return null
    const { test } = operation
    return {
      characteristics: operation.characteristics.map(({ id, value, parameter, gain }) => ({
        number: characteristics.indexOf(id),
        value: chance.open(value, key, `characteristic ${id}`),
        gain,
        atStation: numberAt(parameter ?? ''),
      })),
      defects: operation.defects.map(({ id, probability, logit, effects }) => ({
        bit: 1 << defects.indexOf(id),
        base: logit ?? logitOf(probability!),
        effects: effects.map((one) => ({
          ...one,
          atStation: numberAt(one.of === 'parameter' ? one.name! : ''),
          name:
            one.of === 'toolAge' && one.name !== null
              ? scenario.tools.findIndex(({ id }) => id === one.name)
              : one.of === 'station'
                ? index.station.get(one.name!)!
                : one.of === 'materialLot'
                  ? operation.components.findIndex(({ item }) => item === one.name)
                  : NONE,
        })),
        draw: chance.openUniform(key, `defect ${id}`),
      })),
      test:
        test === null
          ? null
          : testTable(
              test,
              key,
              defects,
              characteristics,
              test.rework?.to == null ? o : firstOperation[p]! + product.route.findIndex(({ id }) => id === test.rework!.to),
              chance,
            ),
      setPoints: new Map(
        operation.stations.map((id) => [index.station.get(id)!, setPoints(operation, scenario.stations[index.station.get(id)!]!)]),
      ),
    }
  })
  const used = operations.some((operation) => operation !== null) || scenario.stations.some(({ parameters }) => parameters.length > 0)
  // An operation at a station that was chosen for it is judged like the operation itself.
  const all = routes.map(({ base }) => operations[base] ?? null)
  const byOperator = operations.some((operation) => operation?.defects.some(({ effects }) => effects.some(({ of }) => of === 'operator')))
  return { used, byOperator, defects, characteristics, operations: all }
}

const says = ({ parameters, characteristics, defects, test }: Operation) =>
  parameters.length + characteristics.length + defects.length > 0 || test !== null

/** ln(p / (1 − p)): logitOf(0.5) = 0; ±Infinity at 0 and 1. */
const logitOf = (p: number) => (p <= 0 ? Number.NEGATIVE_INFINITY : p >= 1 ? Number.POSITIVE_INFINITY : log(p / (1 - p)))

const parameterAt = (stations: readonly Station[], parameter: string) =>
  Int32Array.from(stations, ({ parameters }) => parameters.findIndex(({ id }) => id === parameter))

const setPoints = ({ parameters }: Operation, station: Station) =>
  Float64Array.from(station.parameters, ({ id, setPoint }) => parameters.find(({ parameter }) => parameter === id)?.setPoint ?? setPoint)

function testTable(
  spec: Test,
  key: string,
  defects: readonly string[],
  characteristics: readonly string[],
  reworkTo: number,
  chance: Chance,
): TestTable {
  const bits = (ids: readonly string[]) => ids.reduce((all, id) => all | (1 << defects.indexOf(id)), 0)
  const draw = (role: string, needed: boolean) => (needed ? chance.openUniform(key, role) : NO_DRAW)
  return {
    spec,
    finds: spec.finds.map((id) => ({ bit: 1 << defects.indexOf(id), draw: draw(`find ${id}`, true) })),
    findsBits: bits(spec.finds),
    repairsBits: bits(spec.repairs),
    falseAlarm: draw('false alarm', spec.falseAlarm > 0),
    measures: spec.measures.map(({ characteristic, sd, low, high }) => ({
      number: characteristics.indexOf(characteristic),
      sd,
      low: low ?? Number.NEGATIVE_INFINITY,
      high: high ?? Number.POSITIVE_INFINITY,
      error: draw(`error ${characteristic}`, sd > 0),
    })),
    sample: draw('sample', spec.share < 1),
    time: spec.time === null ? NO_DRAW : chance.open(spec.time, key, 'test time'),
    planned: spec.time === null ? 0 : seconds(meanOf(spec.time)),
    result: spec.result === null ? NO_DRAW : chance.open(spec.result, key, 'result'),
    mend: draw('mend', spec.rework !== null && spec.rework.ratio < 1),
    reworkTo,
  }
}
