import type { Scenario } from '../scenarios/model.ts'
import type { Change } from './counterfactual.ts'

export const asItIs: Change = (scenario) => scenario

/** One after the other. */
export const both =
  (...changes: readonly Change[]): Change =>
  (scenario) =>
    changes.reduce((plant, change) => change(plant), scenario)

/** Everybody takes the unit next that is due first. */
export const dueFirst: Change = (scenario) => ({
  ...scenario,
  stations: scenario.stations.map((station) => ({ ...station, rule: 'edd' as const })),
  buffers: scenario.buffers.map((buffer) => ({ ...buffer, order: 'edd' as const })),
})

/** All calendars work in this time too. Seconds from the moment on. */
export const overtime =
  (spans: readonly { readonly from: number; readonly to: number }[]): Change =>
  (scenario) => ({ ...scenario, calendars: scenario.calendars.map((calendar) => ({ ...calendar, extra: [...calendar.extra, ...spans] })) })

/** So much of a material comes after so many seconds, from somebody else than its supplier. It comes as a lot that cannot be used before. */
export const otherSupplier =
  (material: string, quantity: number, after: number): Change =>
  (scenario) => ({
    ...scenario,
    materials: scenario.materials.map((one) =>
      one.id === material
        ? {
            ...one,
            initialStock: one.initialStock + quantity,
            holds: [
              ...one.holds,
              { at: 0, until: after, receivedFrom: -FRESH, receivedUntil: 0, above: null, finally: 'release' as const },
            ],
          }
        : one,
    ),
    present: present(scenario, { material, quantity, age: FRESH }),
  })

/** Seconds: nothing else came so shortly before. */
const FRESH = 1e-3

const present = ({ present: now }: Scenario, lot: { readonly material: string; readonly quantity: number; readonly age: number }) =>
  now === null ? null : { ...now, lots: [...now.lots, lot] }

/**
 * Of these orders a share is delivered so many seconds later, as an order of its own. It gets the units that have come least far; what has not been
 * brought in yet, first.
 */
export const partialDelivery =
  (orders: readonly string[], share: number, later: number): Change =>
  (scenario) => {
    const units = [...(scenario.present?.units ?? [])]
    const split = scenario.orders.flatMap((order) => {
      const { id, quantity, completed, due } = order
      const rest = Math.min(quantity - completed - 1, Math.floor(share * quantity))
      if (!orders.includes(id) || rest <= 0) return [order]
      const route = scenario.products.find((product) => product.id === order.product)?.route ?? []
      const own = units.flatMap((unit, i) =>
        unit.order === id ? [{ i, step: route.findIndex((step) => step.id === unit.operation) }] : [],
      )
      const toCome = Math.max(0, quantity - completed - own.length)
      for (const { i } of own.sort((a, b) => a.step - b.step || b.i - a.i).slice(0, Math.max(0, rest - toCome)))
        units[i] = { ...units[i]!, order: `${id}-rest` }
      const second = { ...order, id: `${id}-rest`, quantity: rest, completed: 0, due: due === null ? null : due + later }
      return [{ ...order, quantity: quantity - rest }, second]
    })
    return { ...scenario, orders: split, present: scenario.present === null ? null : { ...scenario.present, units } }
  }
