import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Alarm, type AlarmRule, alarmsOf, foreknowledge, ruleSummaries } from '../../../analysis/alarms/index.ts'
import { chartsOf } from '../../../analysis/quality/index.ts'
import { recordOf } from '../../../analysis/record/index.ts'
import { EquipmentState, EventKind } from '../../../engine/log/events.ts'
import { type Log, openLog } from '../../../engine/log/reader.ts'
import { LogWriter } from '../../../engine/log/writer.ts'
import type { Scenario } from '../../../scenarios/model.ts'
import {
  failure,
  fault,
  material,
  operation,
  order,
  plant,
  product,
  shop,
  signal,
  source,
  station,
  supplier,
  task,
} from '../../engine/plant/plants.ts'
import { anyPlant, HORIZON } from '../../engine/plant/random-scenario.ts'
import { richPlant } from '../../engine/plant/rich-plant.ts'
import { recorded } from '../recorded.ts'

const seed = 20_261_123
const always = (value: number) => ({ kind: 'constant', value }) as const
/** Runs of random plants, and of the plant that has everything. */
const runs = [
  ...fc.sample(fc.tuple(anyPlant, fc.nat(1000)), { seed, numRuns: 50 }),
  ...[1, 2, 3].map((luck) => [{ ...richPlant(), horizon: HORIZON }, luck] as const),
].map(([scenario, luck]) => ({
  ...recorded(scenario, { until: HORIZON, seed: luck }),
  what: `${JSON.stringify(scenario)} with luck ${luck}`,
}))

/** Places in the log of the records that fit. */
function places(log: Log<Scenario>, isIt: (event: { readonly kind: number; readonly b: number }) => boolean): number[] {
  const found: number[] = []
  log.scan(0, log.count, (event) => {
    if (isIt(event)) found.push(event.index)
  })
  return found
}
const of = (alarms: readonly Alarm[], ...rules: AlarmRule[]) => alarms.filter(({ rule }) => rules.includes(rule))

describe('alarms of a log', () => {
  it(`[B22] of every failure of a station there is an alarm at that very record, seed ${seed}`, () => {
    let failures = 0
    for (const { log, what } of runs) {
      const alarms = alarmsOf(log)
      const own = of(alarms, 'equipmentFailure').filter(({ subject }) => subject.kind === 'station')
      const records = places(log, ({ kind }) => kind === EventKind.failureOccurred)
      expect(
        own.map(({ record }) => record),
        what,
      ).toEqual(records)
      failures += records.length
      // As many were acted on as repairs have begun, and as many closed as have ended.
      const begun = places(log, ({ kind, b }) => kind === EventKind.maintenanceStarted && b === 0).length
      const ended = places(log, ({ kind, b }) => kind === EventKind.maintenanceEnded && b === 0).length
      expect(own.filter(({ life }) => life.acted !== null)).toHaveLength(begun)
      expect(own.filter(({ life }) => life.closed !== null)).toHaveLength(ended)
      expect(new Set(alarms.map(({ id }) => id)).size).toBe(alarms.length)
    }
    expect(failures).toBeGreaterThan(100)
  })

  it(`[B22] each is there from its record on, and the same whatever comes later, seed ${seed}`, () => {
    const raised = ({ life: _, warned: __, ...rest }: Alarm) => rest
    for (const [i, { log, what }] of runs.entries()) {
      const until = ((i * 37) % HORIZON) * 1e6
      const then = alarmsOf(log, { until })
      const count = log.seek(until)
      const before = alarmsOf(log).filter(({ record }) => record < count)
      expect(then.map(raised), what).toEqual(before.map(raised))
      for (const { life, at } of then) {
        const minutes = (['raised', 'acknowledged', 'acted'] as const).reduce((sum, state) => sum + (life.minutes[state] ?? 0), 0)
        expect(minutes * 60).toBeCloseTo((life.closed ?? Math.min(until, log.endTime) / 1e6) - at, 6)
      }
    }
  })

  it(`[E1.4] no job is dispatched to equipment on hold, seed ${seed}`, () => {
    let held = 0
    for (const { log, what } of runs) {
      expect(of(alarmsOf(log), 'heldEquipmentUsed'), what).toEqual([])
      // And by another way: from state to state, slot by slot.
      const { states, jobs } = recordOf(log)
      const begun = jobs.rows()
      const spans = states.rows().filter(({ state }) => state === EquipmentState.held)
      held += spans.length
      for (const { station, slot, from, until } of spans) {
        const inIt = begun.filter((job) => job.station === station && job.slot === slot && job.start > from && !(job.start >= until))
        expect(inIt, what).toEqual([])
      }
    }
    expect(held).toBeGreaterThan(30)
  })

  it('[E1.4] a station on hold is shown as held, and one that works all the same is found', () => {
    const held = plant({
      stations: [station({ id: 's', time: always(10), holds: [{ at: 25, until: 60, inHand: 'finish' }] })],
      ...partsAt('s'),
    })
    const { log } = recorded(held, { until: 100 })
    expect(log.stateAt(40e6).slotState[0]).toBe(EquipmentState.held)
    expect(of(alarmsOf(log), 'heldEquipmentUsed')).toEqual([])
    // The same records, where the plan says that it was on hold from 65 to 85: jobs of 70 and 80 s should not have begun.
    const believed = { ...held, stations: [{ ...held.stations[0]!, holds: [{ at: 65, until: 85, inHand: 'finish' as const }] }] }
    const found = alarmsOf(rewritten(log, believed))
    expect(found.map(({ rule, at, subject }) => [rule, at, subject.id])).toEqual([
      ['heldEquipmentUsed', 70, 's'],
      ['heldEquipmentUsed', 80, 's'],
    ])
  })

  it('urgent work does not displace what is finished before a hold', () => {
    const scenario = shop({
      stations: [station({ id: 's', time: always(20), preempt: 'resume', holds: [{ at: 5, until: 50, inHand: 'finish' }] })],
      orders: [order({ id: 'plain' }), order({ id: 'urgent', release: 10, priority: 9 })],
    })
    const { jobs } = recordOf(recorded(scenario, { until: 100 }).log)
    expect(jobs.rows().map(({ start, end }) => [start / 1e6, end / 1e6])).toEqual([
      [0, 20],
      [50, 70],
    ])
  })

  it('an order is at risk from the moment at which what is left cannot be done in time, and late from its due date', () => {
    // Ten units of 10 s in one slot, due at 90: at the start 100 s are needed. Two slots need 50 s, which is too long after 40.
    const one = shop({ orders: [order({ id: 'o', quantity: 10, due: 90 })] })
    const alarms = alarmsOf(recorded(one, { until: 200 }).log)
    expect(alarms.map(({ rule, at, life }) => [rule, at, life.closed])).toEqual([
      ['orderAtRisk', 0, 100],
      ['orderLate', 100, 100],
    ])
    // The due date had passed before the log told of anything.
    expect(alarms[0]!.warned).toEqual({ outcome: 'came', event: 'orderLate:o:1', leadSeconds: 90 })
  })

  it('a shortage begins with the first slot that waits, is acted on by ordering, and ends as the work goes on', () => {
    const scenario = plant({
      stations: [station({ id: 'saw', time: always(10) })],
      suppliers: [supplier({ id: 'mill', leadTime: always(30) })],
      materials: [material({ id: 'bar', initialStock: 2, reorderPoint: 0, orderQuantity: 2, supplier: 'mill' })],
      products: [product({ id: 'part', route: [operation({ id: 'saw', components: [{ item: 'bar', quantity: 1 }] })] })],
      sources: [source({ id: 'in', mix: [{ product: 'part', weight: 1 }] })],
    })
    const [first] = alarmsOf(recorded(scenario, { until: 60 }).log)
    expect(first).toMatchObject({ rule: 'materialShortage', subject: { kind: 'material', id: 'bar' }, at: 20, life: { closed: 40 } })
    expect(first!.evidence.figures).toMatchObject({ station: 'saw', onOrder: 1 })
    expect(first!.proposals[0]).toEqual({ action: 'expedite', of: ['bar'] })
  })

  it('[A08] a condition warns before the failure that it drives, with the time between them; one that was seen to is averted', () => {
    // 1 mm/s an hour of work: a warning just before 2, an alarm just before 3, failure at 4; read every 6 min, in the repair too.
    const press = (maintained: boolean) =>
      plant({
        horizon: 20_000,
        stations: [
          station({
            id: 's',
            time: always(100),
            signals: [signal({ id: 'vibration', drift: always(1), every: 360, warning: 1.95, alarm: 2.95, fail: 4 })],
            failures: [failure({ id: 'bearing', clock: 'signal', signal: 'vibration', after: always(0), repair: always(600) })],
            maintenance: maintained ? [task({ at: [8000], duration: always(60), resets: ['vibration'] })] : [],
          }),
        ],
        ...partsAt('s'),
      })
    const alarms = alarmsOf(recorded(press(false), { until: 16_000 }).log)
    expect(alarms.map(({ rule, at }) => [rule, at])).toEqual([
      // The mean of five readings is that of 12 min ago: a quarter of 1.95 above the first five, 1.95, 2.95.
      ['conditionChange', 3600],
      ['conditionWarning', 7920],
      ['conditionAlarm', 11_520],
      ['equipmentFailure', 14_400],
    ])
    expect(alarms[1]!.warned).toEqual({ outcome: 'came', event: 'equipmentFailure:s:1', leadSeconds: 6480 })
    expect(foreknowledge(alarms)).toMatchObject([{ event: 'equipmentFailure', events: 1, lead: { median: 10_800 } }])
    const averted = alarmsOf(recorded(press(true), { until: 10_000 }).log)
    expect(averted.map(({ rule, warned }) => [rule, warned?.outcome])).toEqual([
      ['conditionChange', 'averted'],
      ['conditionWarning', 'averted'],
    ])
  })

  it('[B21] tells of each rule how many false alarms are to be expected in a week, and by what', () => {
    const press = plant({
      horizon: 100_000,
      stations: [station({ id: 's', time: always(50), yield: 0.98, maintenance: [task({ at: [80_000], duration: always(100) })] })],
      ...partsAt('s'),
      faults: [fault({ id: 'f', kind: 'yield', target: 's', start: 50_000, factor: 0.8 })],
    })
    const { log } = recorded(press)
    const charts = chartsOf(recordOf(log), log.header.scenario)
    const alarms = alarmsOf(log)
    const signals = of(alarms, 'qualitySignal')
    expect(signals.length).toBeGreaterThan(3)
    // The point of a chart is the record that ended the job.
    const ended = new Set(places(log, ({ kind }) => kind === EventKind.jobEnded))
    for (const { record } of signals) expect(ended.has(record)).toBe(true)
    // Maintenance answers those that were there when it began, and closes them as it ends.
    const answered = signals.filter(({ at }) => at < 80_000)
    expect(answered.length).toBeGreaterThan(0)
    for (const { life } of answered) expect([life.acted, life.closed]).toEqual([80_000, 80_100])
    for (const { life } of signals.slice(answered.length)) expect(life.state).toBe('raised')
    const [summary] = ruleSummaries(alarms, charts, log.endTime / 1e6)
    const [chart] = charts
    expect(summary).toMatchObject({ rule: 'qualitySignal', falseAlarms: { basis: 'design' } })
    expect(summary!.falseAlarms.perWeek).toBeCloseTo((chart!.points * 604_800) / 100_000 / chart!.falseAlarmEvery!, 9)
  })
})

/** One part after the other. */
const partsAt = (id: string) => ({
  products: [product({ id: 'part', route: [operation({ id, stations: [id] })] })],
  sources: [source({ id: 'in', mix: [{ product: 'part', weight: 1 }] })],
})

/** The same records under another belief. */
function rewritten(log: Log<Scenario>, scenario: Scenario): Log<Scenario> {
  const pieces: Uint8Array[] = []
  const writer = new LogWriter({ ...log.header, scenario }, (bytes) => pieces.push(bytes))
  log.scan(0, log.count, ({ time, kind, subject, a, b, c, v }) => writer.append(time, kind, subject, a, b, c, v))
  writer.close(log.endTime)
  return openLog<Scenario>(Buffer.concat(pieces))
}
