import type { Energy, Power } from '../model.ts'
import { nearest } from '../nearest.ts'
import type { ScenarioInput } from '../schema/document.ts'
import type { Path } from '../tree.ts'
import type { Reader } from './reader.ts'

type EnergyInput = NonNullable<ScenarioInput['energy']>
type ClassInput = NonNullable<EnergyInput['classes']>[number]
type PowerInput = NonNullable<NonNullable<ScenarioInput['stations']>[number]['power']>
type Draw = Exclude<keyof Power, 'standby'>

export function energy(reader: Reader, input: EnergyInput): Energy {
  const { price = 0, co2 = 0, classes = [] } = input
  classes.forEach((one, i) => {
    power(reader, one, [], ['energy', 'classes', i])
  })
  return {
    price,
    co2,
    bands: (input.bands ?? []).map((band) => ({ calendar: band.calendar, price: band.price ?? price, co2: band.co2 ?? co2 })),
  }
}

/** What a station draws: what it says itself, else what its class says, else the defaults. */
export function power(reader: Reader, input: PowerInput, classes: readonly ClassInput[], path: Path): Power {
  const own: PowerInput = input
  const base = own.class === undefined ? undefined : classes.find(({ id }) => id === own.class)
  if (own.class !== undefined && base === undefined) {
    const meant = nearest(
      own.class,
      classes.map(({ id }) => id),
    )
    reader.wrong(
      [...path, 'class'],
      `is \`${own.class}\`, and \`energy\` has no such class`,
      meant
        ? `did you mean \`${meant}\`?`
        : classes.length > 0
          ? `write one of ${classes.map(({ id }) => id).join(', ')}`
          : 'add it to `classes` of `energy`',
    )
  }
  const draw = (name: Draw, otherwise: number): number => {
    const said = own[name] ?? base?.[name]
    return said === undefined ? otherwise : reader.power(said, own[name] === undefined ? path : [...path, name])
  }
  const off = draw('off', 0)
  const idle = draw('idle', 0)
  const standby = own.standby === undefined ? (base?.standby ?? null) : own.standby
  return {
    processing: draw('processing', 0),
    setup: draw('setup', idle),
    idle,
    blocked: draw('blocked', idle),
    waiting: draw('waiting', idle),
    down: draw('down', off),
    maintenance: draw('maintenance', off),
    off,
    standby:
      standby === null
        ? null
        : {
            after: reader.duration(standby.after, [...path, 'standby', 'after']),
            power: standby.power === undefined ? 0 : reader.power(standby.power, [...path, 'standby', 'power']),
            warmUp: standby.warmUp === undefined ? 0 : reader.duration(standby.warmUp, [...path, 'standby', 'warmUp']),
          },
  }
}
