import { z } from 'zod'
import { limits } from '../limits.ts'
import { Bookings } from './bookings.ts'
import { Conveyor } from './conveyor.ts'
import { Energy } from './energy.ts'
import { Hold } from './hold.ts'
import { Loop } from './loop.ts'
import { Calendar, Crew, DispatchList, Fault, InitialUnits, Pallet } from './people.ts'
import { Present } from './present.ts'
import { Material, Order, Product, Source, Supplier } from './product.ts'
import { Area, Buffer, Sink, Station } from './station.ts'
import { Tool } from './tools.ts'
import { Fleet, Network } from './transport.ts'
import { count, Duration, Id, keyed, Reference } from './values.ts'

export const Objective = z
  .strictObject({
    kpi: z.string().describe('Name of a KPI: `throughput`, `leadTime`, `onTimeRatio`, `cost`, …'),
    subject: Reference.optional().describe('`plant`, or an id. Default: `plant`.'),
    goal: z.enum(['maximise', 'minimise']).optional().describe('Default: what is good for this KPI.'),
  })
  .meta({ sugar: [{ type: 'string', description: 'The name of the KPI.' }] })

const Truth = z.strictObject({
  path: z.string().min(1).describe('Keys and ids with points between them: `suppliers.smelter.lotQuality`.'),
  value: z.unknown().describe('What is truly there. As in a file, with units.'),
})

/** A scenario with `flow`, `extends`, `patch` and every short form worked in: full lists, but texts with units, and defaults not filled. */
export const ScenarioDocument = z.strictObject({
  schema: z.literal('takt/1').describe('The version of the language: `takt/1`.'),
  id: Id.optional().describe('Default: made of the title, or of the name of the file.'),
  title: z.string().max(1_000).optional().describe('What people read. Default: the id.'),
  description: z.string().max(100_000).optional().describe('Longer text for people.'),
  seed: z.int().min(0).optional().describe('Number that all chance hangs on. Default: 1.'),
  replications: count(1, limits.replications).optional().describe('How often it is simulated, each time with other luck. Default: 10.'),
  horizon: Duration.describe('How long is simulated.'),
  warmUp: z
    .union([z.literal('auto'), Duration])
    .optional()
    .describe('Cut off before anything is measured; `auto` finds it (MSER-5). Default: 0.'),
  startTime: z
    .string()
    .optional()
    .describe('Date and time of the start, local unless it ends in `Z` or an offset. Default: Monday 2026-01-05T00:00.'),
  timeZone: z.string().optional().describe('IANA time zone of dates and shifts, such as `Europe/Berlin`. Default: `UTC`.'),
  currency: z.string().min(1).max(10).optional().describe('Of all money. Default: `EUR`.'),
  objective: Objective.optional().describe('The KPI that decides a comparison. Default: the throughput of the plant.'),
  areas: keyed(Area).optional().describe('Departments or halls that group equipment.'),
  products: keyed(Product).optional().describe('What is made, and how.'),
  materials: keyed(Material).optional().describe('What is bought, and when it is ordered.'),
  suppliers: keyed(Supplier).optional().describe('Who delivers materials.'),
  sources: keyed(Source).optional().describe('Where units or customer orders come from without being listed.'),
  orders: keyed(Order).optional().describe('Customer or production orders that are known beforehand.'),
  stations: keyed(Station).optional().describe('Places of work.'),
  buffers: keyed(Buffer).optional().describe('Queues with room.'),
  sinks: keyed(Sink).optional().describe('Where units leave.'),
  conveyors: keyed(Conveyor)
    .optional()
    .describe('Belts and roller conveyors on which units ride to an operation that names them in `via`.'),
  transport: keyed(Fleet).optional().describe('Fleets of vehicles that bring units to an operation that names one in `by`.'),
  network: Network.nullable().optional().describe('Ways on which vehicles drive. Default: straight from place to place.'),
  crews: keyed(Crew).optional().describe('People: who operates, sets up, repairs and maintains.'),
  tools: keyed(Tool).optional().describe('What work is done with, besides people: tools, fixtures, gauges.'),
  pallets: keyed(Pallet).optional().describe('Carriers that circulate: pallets, skids.'),
  calendars: keyed(Calendar).optional().describe('Working times.'),
  energy: Energy.nullable().optional().describe('What energy costs and emits, by time of day. Default: nobody counts it.'),
  bookings: Bookings.nullable().optional().describe('Who books material late, in batches or wrongly. Default: the log knows all at once.'),
  loops: keyed(Loop)
    .optional()
    .describe('What holds the work in the plant below a limit: CONWIP, kanban, drum-buffer-rope. Default: nothing.'),
  holds: keyed(Hold)
    .optional()
    .describe('What is put on hold when something comes to light: units, stations, lots; and what becomes of it. Default: nothing.'),
  initial: z.array(InitialUnits).optional().describe('Units in the plant at the start.'),
  present: Present.nullable()
    .optional()
    .describe('How the plant stands at the start besides, where it comes from a past. Default: it begins anew.'),
  dispatch: keyed(DispatchList, 'jobs')
    .optional()
    .describe('What stations do, job by job, instead of following their rule. As a map: station: jobs.'),
  faults: keyed(Fault).optional().describe('Hidden truth of a teaching or test scenario: the simulation knows it, no analysis does.'),
  truth: z
    .array(Truth)
    .optional()
    .describe(
      'Where the plant is otherwise than its planner believes: true coefficients, skills, quality of lots. The simulation knows it, no log and no analysis does.',
    ),
})
export type ScenarioInput = z.infer<typeof ScenarioDocument>
