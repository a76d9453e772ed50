import type { Hold, HoldTrigger } from '../model.ts'
import type { ScenarioInput } from '../schema/document.ts'
import type { Path } from '../tree.ts'
import { distribution } from './distribution.ts'
import type { Reader } from './reader.ts'

type HoldInput = NonNullable<ScenarioInput['holds']>[number]

/** What each way to begin may have besides. */
const BESIDES = {
  at: [],
  tested: ['defect', 'measure', 'fails', 'within'],
  worked: ['parameter', 'above', 'below', 'fails', 'within'],
  refused: ['fails', 'within'],
} as const
const OWN = ['defect', 'measure', 'parameter', 'above', 'below', 'fails', 'within'] as const

export function hold(reader: Reader, input: HoldInput, path: Path): Hold {
  const { units, lots, disposition: then } = input
  const when = trigger(reader, input.when, [...path, 'when'])
  if (units == null && lots == null && (input.stations ?? []).length === 0)
    reader.wrong(path, 'holds nothing', 'add `units`, `stations` or `lots`: what is to be on hold')
  if (units != null && units.since != null && units.passed == null)
    reader.wrong(
      [...path, 'units', 'since'],
      'does not say since they were where',
      'add `passed`, the station at which they were worked on',
    )
  if (units?.since === 'lastPassed' && when.tested === null)
    reader.wrong([...path, 'units', 'since'], 'is `lastPassed`, and the hold hangs on no test', 'write how long before, such as `2 h`')
  const knowsUnit = when.tested !== null || when.worked !== null
  if (!knowsUnit)
    for (const [part, key] of [
      ['units', 'sameLot'],
      ['units', 'sameOrder'],
      ['lots', 'used'],
    ] as const) {
      const value = (input[part] as Readonly<Record<string, unknown>> | null | undefined)?.[key]
      if (value != null && value !== false)
        reader.wrong(
          [...path, part, key],
          'asks for a unit with which it came to light, and there is none',
          'leave it out, or begin with `tested` or `worked`',
        )
    }
  return {
    id: input.id,
    title: input.title ?? input.id,
    when,
    units:
      units == null
        ? null
        : {
            products: units.products ?? [],
            families: units.families ?? [],
            orders: units.orders ?? [],
            passed: units.passed ?? null,
            since:
              units.since == null
                ? null
                : units.since === 'lastPassed'
                  ? 'lastPassed'
                  : reader.duration(units.since, [...path, 'units', 'since']),
            sameLot: units.sameLot ?? null,
            sameOrder: units.sameOrder ?? false,
          },
    stations: input.stations ?? [],
    inHand: input.inHand ?? 'finish',
    lots:
      lots == null
        ? null
        : {
            material: lots.material,
            since: lots.since == null ? null : reader.duration(lots.since, [...path, 'lots', 'since']),
            used: lots.used ?? false,
          },
    disposition: then == null ? null : disposition(reader, then, [...path, 'disposition']),
  }
}

function trigger(reader: Reader, input: HoldInput['when'], path: Path): HoldTrigger {
  const kinds = (['at', 'tested', 'worked', 'refused'] as const).filter((key) => input[key] != null)
  const [kind] = kinds
  if (kind === undefined)
    reader.wrong(path, 'does not say when it begins', 'add one of `at`, `tested`, `worked` and `refused`, such as `tested:` with a station')
  else {
    if (kinds.length > 1) reader.wrong([...path, kinds[1]!], `stands beside \`${kind}\``, 'keep one of them: a hold begins in one way')
    // One of one is what all begin with.
    for (const key of OWN)
      if (input[key] != null && input[key] !== 1 && !(BESIDES[kind] as readonly string[]).includes(key) && kinds.length === 1)
        reader.wrong([...path, key], `is not for a hold that begins with \`${kind}\``, 'leave it out')
    if (kind === 'worked' && input.parameter == null)
      reader.wrong([...path, 'worked'], 'does not say which parameter', 'add `parameter`, one of those of the station')
  }
  const fails = input.fails ?? 1
  const within = input.within ?? fails
  if (within < fails)
    reader.wrong([...path, 'within'], `is below \`fails\`: ${within} < ${fails}`, 'so many results cannot hold so many failures: raise it')
  return {
    at: input.at == null ? null : reader.moment(input.at, [...path, 'at']),
    tested: input.tested ?? null,
    defect: input.defect ?? null,
    measure: input.measure ?? null,
    worked: input.worked ?? null,
    parameter: input.parameter ?? null,
    above: input.above ?? null,
    below: input.below ?? null,
    refused: input.refused ?? null,
    fails,
    within,
  }
}

function disposition(reader: Reader, input: NonNullable<HoldInput['disposition']>, path: Path): NonNullable<Hold['disposition']> {
  const scrap = input.scrap === undefined ? 0 : reader.ratio(input.scrap, [...path, 'scrap'])
  const rework = input.rework === undefined ? 0 : reader.ratio(input.rework, [...path, 'rework'])
  if (scrap + rework > 1 + 1e-9)
    reader.wrong([...path, 'rework'], 'and `scrap` are more than all together', 'lower one of them: the rest is released')
  if (rework > 0 && input.to == null)
    reader.wrong([...path, 'rework'], 'does not say where it begins', 'add `to`, the operation to go back to')
  if (rework === 0 && input.to != null)
    reader.wrong([...path, 'to'], 'has no `rework` beside it', 'add `rework: 50 %`, the share that goes there')
  return {
    after: distribution(reader, input.after, [...path, 'after']),
    scrap,
    rework,
    to: input.to ?? null,
    lots: input.lots ?? 'release',
  }
}
