import { z } from 'zod'
import { amount, Duration, Id, keyed, PowerText, Reference } from './values.ts'

const power = PowerText.optional()

export const Standby = z.strictObject({
  after: Duration.describe('Time with nothing to do (`starved` or `idle`) after which it goes to stand-by.'),
  power: power.describe('What it draws then. Default: 0.'),
  warmUp: Duration.optional().describe('Time, as set-up, that it needs before it works again. Default: none.'),
})

const draws = {
  processing: power.describe('While it works on a unit. Default: 0.'),
  setup: power.describe('While it is set up, cleaned or warmed up. Default: as `idle`.'),
  idle: power.describe('Switched on with nothing to do: starved, idle or held. Default: 0.'),
  blocked: power.describe('Finished, with no room ahead. Default: as `idle`.'),
  waiting: power.describe('For people, tools or material. Default: as `idle`.'),
  down: power.describe('Failed, and while it is repaired. Default: as `off`.'),
  maintenance: power.describe('In planned maintenance. Default: as `off`.'),
  off: power.describe('Out of its hours. Default: 0.'),
  standby: Standby.nullable().optional().describe('What it does after some time with nothing to do. Default: it goes on as it is.'),
}

export const Power = z
  .strictObject({
    class: Reference.optional().describe('A class of `energy`, of which this may say some things anew. Default: none.'),
    ...draws,
  })
  .meta({ sugar: [{ type: 'string', description: 'The id of a class of `energy`.' }] })

export const PowerClass = z.strictObject({ id: Id, ...draws })

export const EnergyBand = z.strictObject({
  calendar: Reference.describe('In its working time these figures count.'),
  price: amount.optional().describe('Per kWh. Default: as at other times.'),
  co2: amount.optional().describe('kg per kWh. Default: as at other times.'),
})

export const Energy = z.strictObject({
  price: amount.optional().describe('Of a kWh. Default: 0.'),
  co2: amount.optional().describe('kg of CO2 per kWh. Default: 0.'),
  bands: z.array(EnergyBand).optional().describe('Other figures by time of day; the first whose calendar works counts. Default: none.'),
  classes: keyed(PowerClass).optional().describe('What stations that are alike draw; each names its class in `power`. Default: none.'),
})
