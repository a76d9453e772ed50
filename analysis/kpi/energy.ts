import { type EquipmentState, STATE_COUNT, STATE_NAMES } from '../../engine/log/events.ts'
import { ENERGY_STATES } from '../../engine/log/tally.ts'
import type { Power, Scenario } from '../../scenarios/model.ts'
import type { Measured } from './measured.ts'

/** kWh of one station in the hours of each tariff band; the first are the hours of none. */
export function energyByBand({ stations, energy }: Scenario, measured: Measured, station: number): readonly number[] {
  const { power } = stations[station]!
  const bands = 1 + (energy?.bands.length ?? 0)
  const { shape, energyTime } = measured.tally
  if (power == null) return new Array<number>(bands).fill(0)
  const draws = STATE_NAMES.map((name) => (DRAWS[name] === null ? 0 : power[DRAWS[name]]))
  if (shape.energy === null) {
    const used = draws.reduce((sum, kW, state) => sum + kW * measured.hoursIn(station, state as EquipmentState), 0)
    return Array.from({ length: bands }, (_, band) => (band === 0 ? used : 0))
  }
  return Array.from({ length: bands }, (_, band) => {
    const first = (station * bands + band) * ENERGY_STATES
    const hours = (state: number) => energyTime[first + state]! / HOUR
    return draws.reduce((sum, kW, state) => sum + kW * hours(state), (power.standby?.power ?? 0) * hours(STATE_COUNT))
  })
}

/** kWh: a lathe of 12 kW that works 6 h, is ready for 1.5 h at 3 kW, and off for the rest of the day at 0.1 kW uses 72 + 4.5 + 1.65 = 78.15. */
export const energyOf = (scenario: Scenario, measured: Measured, station: number): number => sum(energyByBand(scenario, measured, station))

/** kWh of all stations whose power is known. */
export const energy = (scenario: Scenario, measured: Measured): number =>
  sum(scenario.stations.map((_, s) => energyOf(scenario, measured, s)))

/** Money for energy, of one station. */
export const energyCostOf = (scenario: Scenario, measured: Measured, station: number): number =>
  weighted(scenario, measured, station, 'price')

/** kg of CO2 for energy, of one station. */
export const co2Of = (scenario: Scenario, measured: Measured, station: number): number => weighted(scenario, measured, station, 'co2')

/** Money for the energy of all stations. */
export const energyCost = (scenario: Scenario, measured: Measured): number =>
  sum(scenario.stations.map((_, s) => energyCostOf(scenario, measured, s)))

export const co2 = (scenario: Scenario, measured: Measured): number => sum(scenario.stations.map((_, s) => co2Of(scenario, measured, s)))

function weighted(scenario: Scenario, measured: Measured, station: number, by: 'price' | 'co2'): number {
  const { energy } = scenario
  if (energy == null || scenario.stations[station]!.power == null) return 0
  const weights = [energy[by], ...energy.bands.map((band) => band[by])]
  return energyByBand(scenario, measured, station).reduce((total, kWh, band) => total + kWh * weights[band]!, 0)
}

/** What a machine draws in each state; in an unknown one nothing is known of it. */
const DRAWS: Readonly<Record<keyof typeof EquipmentState, Exclude<keyof Power, 'standby'> | null>> = {
  unknown: null,
  paused: 'off',
  repair: 'down',
  waitRepair: 'down',
  maintenance: 'maintenance',
  setup: 'setup',
  processing: 'processing',
  blocked: 'blocked',
  waiting: 'waiting',
  held: 'idle',
  starved: 'idle',
  idle: 'idle',
}

/** kW that it draws in this state; stand-by is another matter. */
export function powerIn(power: Power, state: keyof typeof EquipmentState): number {
  const draw = DRAWS[state]
  return draw === null ? 0 : power[draw]
}

const HOUR = 3600e6
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
