import { clockOf, count, percent, spell } from '../report/format.ts'
import type { Section } from '../report/section.ts'
import { type Language, WORDS } from '../report/words.ts'
import type { Condition } from './condition.ts'
import type { EquipmentHealth, EquipmentReport, MeanTime } from './equipment.ts'
import { EQUIPMENT_WORDS, type EquipmentWords } from './words.ts'

/** Whose equipment it is: what clocks need. */
export interface EquipmentOf {
  readonly startTime: string
  readonly timeZone: string
  readonly report: EquipmentReport
}

/** Sentences first, then tables of at most so many rows. */
export function equipmentSections({ startTime, timeZone, report }: EquipmentOf, language: Language, most = 20): readonly Section[] {
  const words = EQUIPMENT_WORDS[language]
  const clock = clockOf({ startTime, timeZone, seconds: report.at, since: 0 })
  const writes = new Writer(words, WORDS[language].units)
  return [
    { title: words.title, sentences: equipmentSays(report, language), head: [], rows: [], right: [] },
    writes.machines(report.equipment.slice(0, most)),
    writes.conditions(report.equipment, most),
    writes.modes(report.equipment, most),
    writes.spares(report.equipment, most),
    writes.warnings(report, clock.short, most),
  ].filter(({ sentences, rows }) => sentences.length + rows.length > 0)
}

/** How it stands, in sentences. */
export function equipmentSays({ equipment, warningFigures }: EquipmentReport, language: Language): readonly string[] {
  const words = EQUIPMENT_WORDS[language]
  const writes = new Writer(words, WORDS[language].units)
  const { says } = words
  if (equipment.length === 0) return [says.none]
  const zoned = equipment.flatMap(({ asset, conditions }) =>
    conditions.filter(({ zone }) => zone !== null).map((one) => ({ asset, ...one })),
  )
  const high = zoned.filter(({ zone }) => zone === 'C' || zone === 'D')
  const down = equipment.filter(({ isDown }) => isDown)
  const known = equipment.flatMap(({ asset, remaining: { all } }) => (all === null ? [] : [{ asset, ...all }]))
  const [likeliest] = known.sort((a, b) => b.within.probability - a.within.probability)
  const lacking = [...new Set(equipment.flatMap(({ spares }) => spares.filter(({ isThere }) => !isThere).map(({ item }) => item)))]
  const risk = warningFigures.find(({ rule }) => rule === 'risk')
  const canFail = equipment.some(({ remaining }) => remaining.modes.length > 0)
  const named = (names: readonly string[]) => names.slice(0, 5).join(words.comma) + (names.length > 5 ? ' …' : '')
  return [
    ...(zoned.length === 0
      ? []
      : [
          high.length === 0
            ? says.noZones(zoned.length)
            : says.zones(high.length, zoned.length, named(high.map((one) => `${one.asset} ${one.signal} (${one.zone})`))),
        ]),
    ...(down.length === 0 ? [] : [says.down(named(down.map(({ asset }) => asset)))]),
    ...(likeliest === undefined
      ? canFail
        ? [says.nobody]
        : []
      : [
          says.likeliest(
            likeliest.asset,
            percent(likeliest.within.probability),
            writes.span(likeliest.within.seconds),
            writes.life(likeliest.p10),
            writes.life(likeliest.p50),
            writes.life(likeliest.p90),
          ),
        ]),
    ...(lacking.length === 0 ? [] : [says.parts(named(lacking))]),
    ...(risk === undefined || risk.detection === null || risk.lead === null
      ? []
      : [
          says.warned(
            words.rules.risk,
            count(risk.detected),
            count(risk.failures),
            writes.share(risk.detection),
            writes.span(risk.lead.p50),
          ),
          ...(risk.falseAlarmRate === null
            ? []
            : [
                says.falseAlarms(
                  ...([risk.falseAlarmRate.value, risk.falseAlarmRate.low, risk.falseAlarmRate.high].map(writes.number) as [
                    string,
                    string,
                    string,
                  ]),
                ),
              ]),
        ]),
  ]
}

class Writer {
  readonly #words: EquipmentWords
  readonly #units: Parameters<typeof spell>[1]

  constructor(words: EquipmentWords, units: Parameters<typeof spell>[1]) {
    this.#words = words
    this.#units = units
  }

  span = (seconds: number) => spell(seconds, this.#units)
  life = (seconds: number | null) => (seconds === null ? this.#words.longer : this.span(seconds))
  number = (value: number) => String(Number(value.toPrecision(3)))
  share = ({ value, low, high }: { value: number; low: number; high: number }) =>
    `${percent(value)}; 95 %: ${percent(low)} – ${percent(high)}`

  machines(equipment: readonly EquipmentHealth[]): Section {
    const { head, due, down } = this.#words
    const within = equipment[0]?.remaining.all?.within.seconds ?? 7 * 86_400
    return {
      title: head.equipment,
      sentences: [],
      head: [
        ...[
          head.machine,
          head.worked,
          head.cycles,
          head.failures,
          head.mtbf,
          head.mttr,
          head.sinceRepair,
          head.sinceMaintenance,
          head.next,
        ],
        ...[head.p10, head.p50, head.p90, head.within(this.span(within)), head.beforeNext, head.remark],
      ],
      rows: equipment.map((one) => {
        const { all, without } = one.remaining
        const life =
          all === null
            ? ['–', '–', '–', '–']
            : [this.life(all.p10), this.life(all.p50), this.life(all.p90), percent(all.within.probability)]
        return [
          ...[one.asset, hours(one.processing), count(one.cycles), count(one.failures), this.#mean(one.mtbf), this.#mean(one.mttr)],
          ...[hoursOr(one.sinceRepair), hoursOr(one.sinceMaintenance)],
          one.next === null ? '–' : `${one.next.task} ${one.next.in <= 0 ? due : this.span(one.next.in)}`,
          ...life,
          all?.beforeNext == null ? '–' : percent(all.beforeNext),
          one.isDown ? down : without.length === 0 ? '' : this.#words.without(without.join(this.#words.comma)),
        ]
      }),
      right: [1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13],
    }
  }

  conditions(equipment: readonly EquipmentHealth[], most: number): Section {
    const { head } = this.#words
    const rows = equipment.flatMap(({ asset, conditions }) => conditions.map((one) => this.#condition(asset, one))).slice(0, most)
    const columns = [head.machine, head.signal, head.last, head.zone, head.level, head.trend, head.change, head.untilD]
    return { title: head.conditions, sentences: [], head: columns, rows, right: [2] }
  }

  #condition(asset: string, { signal, unit, last, zone, level, trend, isShare, change, untilD }: Condition): readonly string[] {
    const { large } = this.#words
    const of = (value: number) => (isShare ? percent(value) : this.number(value))
    const range = (one: { low: number; high: number }, write: (value: number) => string) => `${write(one.low)} – ${write(one.high)}`
    return [
      asset,
      signal,
      last === null ? '–' : `${this.number(last.value)} ${unit}`.trim(),
      zone ?? '–',
      level === null ? '–' : `${this.number(level.value)} (${range(level, this.number)})`,
      trend === null ? '–' : `${of(trend.value)} (${range(trend, of)})`,
      change === null ? '–' : `${change.value > 0 ? '+' : ''}${this.number(change.value)}${change.isLarge ? large : ''}`,
      untilD === null ? '–' : [untilD.p10, untilD.p50, untilD.p90].map(this.life).join(this.#words.comma),
    ]
  }

  modes(equipment: readonly EquipmentHealth[], most: number): Section {
    const { head, why, units } = this.#words
    const within = equipment.find(({ remaining }) => remaining.all !== null)?.remaining.all?.within.seconds ?? 7 * 86_400
    const rows = equipment.flatMap(({ asset, remaining }) =>
      remaining.modes.map(({ mode, clock, age, remaining: left, why: reason }) => [
        asset,
        mode,
        age === null ? '–' : clock === 'cycles' ? `${count(age)} ${units}` : clock === 'signal' ? `${this.number(age)}` : this.span(age),
        ...(left === null ? ['–', '–', '–', '–', '–'] : [left.p10, left.p50, left.p90].map(this.life)),
        ...(left === null ? [] : [percent(left.within.probability), left.beforeNext === null ? '–' : percent(left.beforeNext)]),
        reason === null ? '' : why[reason],
      ]),
    )
    return {
      title: head.modes,
      sentences: [],
      head: [head.machine, head.mode, head.age, head.p10, head.p50, head.p90, head.within(this.span(within)), head.beforeNext, head.remark],
      // One mode of one machine is told with the machine.
      rows: equipment.some(({ remaining }) => remaining.modes.length > 1 || remaining.without.length > 0) ? rows.slice(0, most) : [],
      right: [2, 3, 4, 5, 6, 7],
    }
  }

  spares(equipment: readonly EquipmentHealth[], most: number): Section {
    const { head } = this.#words
    const rows = equipment
      .filter(({ place }) => place === 1)
      .flatMap(({ station, spares }) =>
        spares.map(({ item, mode, onHand, reserved, perRepair }) => [
          station,
          mode,
          item,
          ...[onHand, reserved, perRepair].map(this.number),
        ]),
      )
    return {
      title: head.spares,
      sentences: [],
      head: [head.machine, head.mode, head.item, head.onHand, head.reserved, head.perRepair],
      rows: rows.slice(0, most),
      right: [3, 4, 5],
    }
  }

  warnings({ warnings }: EquipmentReport, at: (second: number) => string, most: number): Section {
    const { head, rules, outcomes } = this.#words
    const amount = (value: number, unit: string) => (unit === '1' ? percent(value) : `${this.number(value)} ${unit}`.trim())
    // The latest are the ones that matter.
    const rows = warnings
      .slice(-most)
      .map((one) => [
        at(one.at / 1e6),
        one.asset,
        rules[one.rule],
        one.signal ?? one.mode ?? '',
        amount(one.value, one.unit),
        amount(one.limit, one.unit),
        outcomes[one.outcome],
        one.lead === null ? '–' : this.span(one.lead / 1e6),
      ])
    return {
      title: head.warnings,
      sentences: [],
      head: [head.given, head.machine, head.rule, head.signal, head.seen, head.limit, head.became, head.lead],
      rows,
      right: [4, 5, 7],
    }
  }

  #mean({ value, low, high }: MeanTime): string {
    if (value === null) return '–'
    return low === null || high === null ? hours(value) : `${hours(value)} (${hours(low)} – ${hours(high)})`
  }
}

const hours = (seconds: number) => (seconds / 3600).toFixed(1)
const hoursOr = (seconds: number | null) => (seconds === null ? '–' : hours(seconds))
