import { limits } from '../limits.ts'
import type { Conveyor } from '../model.ts'
import type { ScenarioInput } from '../schema/document.ts'
import type { Path } from '../tree.ts'
import { stoppage } from './failure.ts'
import type { Reader } from './reader.ts'

type ConveyorInput = NonNullable<ScenarioInput['conveyors']>[number]

export function conveyor(reader: Reader, input: ConveyorInput, path: Path): Conveyor {
  const length = reader.distance(input.length, [...path, 'length'], { positive: true })
  const unitLength = input.unitLength === undefined ? 0.5 : reader.distance(input.unitLength, [...path, 'unitLength'], { positive: true })
  const gap = input.gap === undefined ? 0 : reader.distance(input.gap, [...path, 'gap'])
  const places = length / (unitLength + gap)
  if (places < 1 - 1e-9)
    reader.wrong(
      [...path, 'length'],
      `is ${length} m: a unit with its gap takes ${unitLength + gap} m`,
      'make it longer, or write a shorter `unitLength`',
    )
  if (places > limits.conveyorUnits)
    reader.wrong([...path, 'length'], `has room for ${Math.floor(places)} units`, `make it shorter: at most ${limits.conveyorUnits} units`)
  const speed = reader.speed(input.speed, [...path, 'speed'])
  if (length / speed > limits.duration)
    reader.wrong([...path, 'speed'], `is so slow that a unit would ride for more than 100 years`, 'write a speed such as `0.5 m/s`')
  const speeds = (input.speeds ?? []).map(({ from, factor }, i) => ({
    from: reader.futureMoment(from, [...path, 'speeds', i, 'from']),
    factor,
  }))
  for (const [i, { from }] of speeds.entries())
    if (i > 0 && from <= speeds[i - 1]!.from)
      reader.wrong([...path, 'speeds', i, 'from'], 'is not after the one before', 'write the moments in order')
  const { accumulating = false, release = 'together' } = input
  if (release === 'ripple' && !accumulating)
    reader.wrong(
      [...path, 'release'],
      'is for a conveyor on which units stand one by one',
      'write `accumulating: true`, or leave `release` out',
    )
  if (input.startDelay !== undefined && input.startDelay !== 0 && release !== 'ripple')
    reader.wrong(
      [...path, 'startDelay'],
      'is for units that start one after the other',
      'write `release: ripple`, or leave `startDelay` out',
    )
  if (input.path?.length === 1) reader.wrong([...path, 'path'], 'is a single point', 'write where it begins and where it ends')
  return {
    id: input.id,
    title: input.title ?? input.id,
    area: input.area ?? null,
    length,
    speed,
    unitLength,
    gap,
    accumulating,
    release,
    startDelay: input.startDelay === undefined ? 0 : reader.duration(input.startDelay, [...path, 'startDelay']),
    speeds,
    calendar: input.calendar ?? null,
    failures: (input.failures ?? []).map((one, i) => stoppage(reader, one, [...path, 'failures', i])),
    path: (input.path ?? []).map(({ x, y }, i) => ({
      x: reader.length(x, [...path, 'path', i, 'x']),
      y: reader.length(y, [...path, 'path', i, 'y']),
    })),
  }
}
