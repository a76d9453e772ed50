import { z } from 'zod'
import { limits } from '../limits.ts'
import { count, Duration, Id, Length, Ratio, Reference, Speed, Title } from './values.ts'

export const Battery = z.strictObject({
  range: Length.describe('How far it drives on a full charge.'),
  threshold: Ratio.optional().describe('A vehicle that is free with less than this share left drives to a charger. Default: 20 %.'),
  at: Reference.describe('Where the chargers are: a station, buffer, sink, source, or a node of the network.'),
  chargers: count(1, limits.slots).optional().describe('Vehicles that charge at a time. Default: 1.'),
  time: Duration.describe('Time to charge.'),
})

export const Fleet = z.strictObject({
  id: Id,
  title: Title,
  kind: z.enum(['agv', 'forklift', 'crane', 'lift', 'person']).optional().describe('What it looks like. Default: `agv`.'),
  fleet: count(1, limits.slots).optional().describe('How many of them. Default: 1.'),
  speed: Speed.describe('Without a load: `1.5 m/s`, `60 m/min`; a bare number is m/s.'),
  loadedSpeed: Speed.optional().describe('With a load. Default: the same.'),
  loadTime: Duration.optional().describe('Time to take a unit up. Default: 0.'),
  unloadTime: Duration.optional().describe('Time to set it down. Default: 0.'),
  assignment: z
    .enum(['nearest', 'longestWaiting', 'cyclic', 'fewestLoads'])
    .optional()
    .describe(
      'Who fetches which unit: the pair with the shortest way; or the unit that waits longest, by the closest vehicle (`longestWaiting`), the next in turn (`cyclic`), or the one that carried fewest. Default: `nearest`.',
    ),
  park: z.enum(['stay', 'home']).optional().describe('With nothing to do it stays where it is, or drives home. Default: `stay`.'),
  home: Reference.nullable()
    .optional()
    .describe(
      'Where they are at the start: a station, buffer, sink, source, or a node of the network. Default: where the first unit is fetched.',
    ),
  battery: Battery.nullable().optional().describe('Default: none, it never has to charge.'),
})

export const Network = z.strictObject({
  nodes: z
    .array(
      z.strictObject({
        id: Id,
        x: Length.optional().describe('Metres to the right. Default: 0.'),
        y: Length.optional().describe('Metres away from the viewer. Default: 0.'),
        places: z.array(Reference).optional().describe('Stations, buffers, sinks and sources that are served from here. Default: none.'),
      }),
    )
    .min(1)
    .meta({ keyed: {} })
    .describe('Where ways meet, and where vehicles stop.'),
  edges: z
    .array(
      z.strictObject({
        from: Reference.describe('A node.'),
        to: Reference.describe('A node.'),
        length: Length.optional().describe('Default: the distance of the two nodes.'),
        oneWay: z.boolean().optional().describe('Default: false, vehicles drive both ways.'),
        zone: z
          .string()
          .min(1)
          .nullable()
          .optional()
          .describe('Of all ways of a zone only one vehicle at a time is on one. Default: none.'),
      }),
    )
    .min(1)
    .describe('Ways from node to node.'),
})
