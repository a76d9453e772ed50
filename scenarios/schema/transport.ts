import { z } from 'zod'
import { limits } from '../limits.ts'
import { Stoppage } from './conveyor.ts'
import { count, Duration, Id, keyed, Length, Ratio, Reference, Speed, Title } from './values.ts'

export const Battery = z.strictObject({
  range: Length.describe('How far it drives on a full charge.'),
  threshold: Ratio.optional().describe('A vehicle that is free with less than this share left drives to a charger. Default: 20 %.'),
  at: Reference.describe('Where the chargers are: a station, buffer, sink, source, or a node of the network.'),
  chargers: count(1, limits.slots).optional().describe('Vehicles that charge at a time. Default: 1.'),
  time: Duration.describe('Time to charge.'),
})

const served = z.array(Reference).min(1).describe('Stations, buffers, sinks and sources that are served from here.')

export const Guide = z
  .strictObject({
    kind: z
      .enum(['rail', 'shaft', 'turntable'])
      .describe(
        '`rail`: cranes or transfer cars on one line, which never pass each other; `shaft`: a lift; `turntable`: ports at angles around it.',
      ),
    axis: z.enum(['x', 'y']).optional().describe('rail: along which axis of the floor it runs. Default: `x`.'),
    from: Length.nullable().optional().describe('rail: where it begins. Default: without end.'),
    to: Length.nullable().optional().describe('rail: where it ends. Default: without end.'),
    gap: Length.optional().describe('rail: least distance of two on it, from middle to middle. Default: 0.'),
    crossSpeed: Speed.nullable()
      .optional()
      .describe('rail: speed across it, of a trolley, at the same time. Default: across takes no time.'),
    levels: z
      .array(z.strictObject({ height: Length.describe('Metres above the ground.'), places: served }))
      .min(1)
      .optional()
      .describe('shaft: its levels.'),
    doorTime: Duration.optional().describe('shaft: to close the doors before a run and open them after it. Default: 0.'),
    ports: z
      .array(z.strictObject({ angle: z.number().describe('Degrees.'), places: served }))
      .min(1)
      .optional()
      .describe('turntable: its ports.'),
    turnTime: Duration.optional().describe('turntable: time for a whole turn; it takes the shorter way round.'),
  })
  .describe('What a vehicle is guided by.')

export const Fleet = z.strictObject({
  id: Id,
  title: Title,
  kind: z
    .enum(['agv', 'forklift', 'crane', 'lift', 'turntable', 'transferCar', 'person'])
    .optional()
    .describe('What it looks like. Default: `agv`.'),
  fleet: count(1, limits.slots).optional().describe('How many of them. Default: 1.'),
  speed: Speed.optional().describe('Without a load: `1.5 m/s`, `60 m/min`; a bare number is m/s. Only a turntable needs none.'),
  loadedSpeed: Speed.optional().describe('With a load. Default: the same.'),
  loadTime: Duration.optional().describe('Time to take a unit up. Default: 0.'),
  unloadTime: Duration.optional().describe('Time to set it down. Default: 0.'),
  capacity: count(1, limits.slots)
    .optional()
    .describe('Units that one takes at a time, one after the other, of those that stand where it loads. Default: 1.'),
  minLoad: count(1, limits.slots)
    .optional()
    .describe('It is sent when so many wait at one place, or one has waited `maxWait`. Default: 1.'),
  maxWait: Duration.nullable().optional().describe('With `minLoad`: a unit that has waited so long is fetched with fewer.'),
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
  guide: Guide.nullable().optional().describe('Default: none, it drives on the floor.'),
  calendar: Reference.nullable().optional().describe('When it works; off shift it ends its trip and takes no other. Default: always.'),
  failures: keyed(Stoppage)
    .optional()
    .describe(
      'Ways it fails; it stands where it is until it is repaired. `processing` is time driving, loading and unloading. Default: none.',
    ),
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
