import { z } from 'zod'
import { Component } from './component.ts'
import { Conveyor } from './conveyor.ts'
import { ScenarioDocument } from './document.ts'
import { Operation, Source } from './product.ts'
import { Buffer, Sink, Station } from './station.ts'
import { Duration } from './values.ts'

const { characteristics, defects, test } = Operation.shape
/** What is its operation's, and may be written at a station of a flow. */
const ofOperation = {
  components: z
    .array(Component)
    .optional()
    .meta({ sugar: [{ type: 'object', additionalProperties: { type: 'number', exclusiveMinimum: 0 } }] })
    .describe('Components that its operation takes, for each unit.'),
  characteristics,
  defects,
  test,
}

export const Flow = z
  .array(
    z.union([
      z.strictObject({ source: Source.describe('Where units come from.') }),
      z.strictObject({ station: Station.extend(ofOperation).describe('One operation.') }),
      z.strictObject({ stations: z.array(Station.extend(ofOperation)).min(1).describe('Alternatives, the preferred first.') }),
      z.strictObject({ buffer: Buffer.describe('Where units wait for the station after it.') }),
      z.strictObject({ conveyor: Conveyor.describe('On which they ride to what comes after it.') }),
      z.strictObject({ sink: Sink.describe('Where they leave.') }),
    ]),
  )
  .describe('The short form: what a unit of the one product `part` meets, in order. A buffer holds what waits for the station after it.')

const path = z.string().min(1).describe('Keys and ids with points between them: `stations.drill.time.mean`.')

export const PatchList = z
  .array(
    z.union([
      z.strictObject({ set: path, value: z.unknown().describe('As in a file, with units.') }),
      z.strictObject({ add: path, value: z.unknown().describe('As in a file, with units.') }),
      z.strictObject({ remove: path }),
    ]),
  )
  .describe('Changes by id, applied in order after everything else in the file.')

/**
 * A file as it is written. Only editors use it: the loader expands short forms first, and then holds the result against
 * `ScenarioDocument`.
 */
export const ScenarioInputFile = ScenarioDocument.extend({
  extends: z
    .string()
    .min(1)
    .optional()
    .describe(
      'A scenario, by its path seen from this file, of which this one is a variant: keys here are written upon its keys, elements matched by id.',
    ),
  patch: PatchList.optional(),
  flow: Flow.optional(),
  horizon: Duration.optional().describe('How long is simulated. Required, unless the file extends another.'),
})
