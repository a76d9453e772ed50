import type { Fault } from '../model.ts'
import type { ScenarioInput } from '../schema/document.ts'
import type { Path } from '../tree.ts'
import type { Reader } from './reader.ts'

/** Kinds that multiply; the others add. What is measured does the one to what is found, and the other to a reading. */
export const multiplies = (kind: Fault['kind'], name: string | null) =>
  kind === 'yield' || kind === 'time' || kind === 'failure' || (kind === 'measurement' && name === null)

export function fault(reader: Reader, input: NonNullable<ScenarioInput['faults']>[number], path: Path): Fault {
  const { id, kind, target, name = null, start = 0, end = null, ramp = 0, factor, amount } = input
  const wanted = multiplies(kind, name) ? 'factor' : 'amount'
  const refused = wanted === 'factor' ? 'amount' : 'factor'
  if (input[wanted] === undefined)
    reader.wrong(path, `has no \`${wanted}\``, wanted === 'factor' ? 'add by how much it is multiplied' : 'add how much is added')
  if (input[refused] !== undefined && input[refused] !== (refused === 'factor' ? 1 : 0))
    reader.wrong(
      [...path, refused],
      `is not for \`kind: ${kind}\`${kind === 'measurement' ? ' like this' : ''}`,
      `write \`${wanted}\` instead`,
    )
  const from = reader.futureMoment(start, [...path, 'start'])
  const until = end === null ? null : reader.futureMoment(end, [...path, 'end'])
  if (until !== null && until <= from) reader.wrong([...path, 'end'], 'is not after the start', 'write a later moment, or leave it out')
  if (kind === 'parameter' && name === null) reader.wrong(path, 'does not say which parameter', 'add `name:` with its id')
  if (kind === 'person' && name === null) reader.wrong(path, 'does not say which person', 'add `name:` with the id of one of the crew')
  if (name !== null && !['parameter', 'measurement', 'lot', 'tool', 'person'].includes(kind))
    reader.wrong([...path, 'name'], `names nothing that \`kind: ${kind}\` has`, 'leave `name` out')
  return {
    id,
    kind,
    target,
    name,
    start: from,
    end: until,
    ramp: reader.duration(ramp, [...path, 'ramp']),
    factor: factor ?? 1,
    amount: amount ?? 0,
  }
}
