import type { Bookings } from '../model.ts'
import type { ScenarioInput } from '../schema/document.ts'
import { distribution } from './distribution.ts'
import type { Reader } from './reader.ts'

export const BOOKINGS = ['received', 'consumed', 'produced', 'shipped', 'scrapped'] as const

export function bookings(reader: Reader, input: NonNullable<ScenarioInput['bookings']>): Bookings {
  const { of = BOOKINGS, late = null, batched = null, errors = null } = input
  const key = (...names: string[]) => ['bookings', ...names]
  if (late === null && batched === null && errors === null)
    reader.wrong(key(), 'says neither `late` nor `batched` nor `errors`', 'add `late: { share: 20 %, by: 2 h }`, or leave it out')
  const share = (of: string | number | undefined, otherwise: number, path: string[]) =>
    of === undefined ? otherwise : reader.ratio(of, path)
  return {
    of: BOOKINGS.filter((kind) => of.includes(kind)),
    late:
      late === null ? null : { share: share(late.share, 1, key('late', 'share')), by: distribution(reader, late.by, key('late', 'by')) },
    batched: batched === null ? null : reader.duration(batched, key('batched'), { positive: true }),
    errors:
      errors === null
        ? null
        : {
            share: reader.ratio(errors.share, key('errors', 'share')),
            twice: share(errors.twice, 0, key('errors', 'twice')),
            factor: distribution(reader, errors.factor ?? { kind: 'uniform', min: 0.5, max: 1.5 }, key('errors', 'factor'), {
              count: true,
            }),
            corrected: distribution(reader, errors.corrected ?? '1 d', key('errors', 'corrected')),
          },
  }
}
