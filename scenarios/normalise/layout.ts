import type { Pose, Product } from '../model.ts'
import { RouteGraph } from './route-graph.ts'

/** Something that stands on the floor, with its place still open where the file does not say. */
export type Unplaced<Thing extends { readonly pose: Pose }> = Omit<Thing, 'pose'> & { readonly pose: Pose | null }

interface Standing {
  readonly id: string
  readonly pose: Pose | null
}

export interface Floor {
  readonly products: readonly Product[]
  readonly sources: readonly (Standing & { readonly mix: readonly { readonly product: string }[] })[]
  readonly stations: readonly Standing[]
  readonly buffers: readonly Standing[]
  readonly sinks: readonly Standing[]
  readonly materials: readonly Standing[]
}

/** Metres from one place to the next. */
const pitch = 4

/**
 * Places what the file does not place. Sources stand at the left, then what units meet on their routes, column by column, alternatives one
 * above the other, sinks at the right; lines that share nothing lie one below the other:
 *
 *     steel    screws                               materials
 *
 *     source   buffer   drill-1   buffer   mill   sink
 *                       drill-2
 *     source-2          washer                    sink-2
 *
 *     spare machine                                 what no route uses
 *
 * What has a place keeps it, and nothing is put on top of it. What no route uses moves nothing else.
 */
export function layout(floor: Floor): { equipment: ReadonlyMap<string, Pose>; materials: ReadonlyMap<string, Pose> } {
  const things = [...floor.sources, ...floor.stations, ...floor.buffers, ...floor.sinks]
  const desk = new Desk([...things, ...floor.materials])
  const open = new Set(things.filter(({ pose }) => pose === null).map(({ id }) => id))
  const equipment = new Map<string, Pose>()

  let top = 0
  const lines = new RouteGraph(floor).lines(things.map(({ id }) => id))
  for (const columns of lines) {
    const height = Math.max(...columns.map((stack) => stack.length))
    for (const [column, stack] of columns.entries())
      for (const [i, id] of stack.entries())
        if (open.delete(id)) equipment.set(id, desk.place(column * pitch, top - ((height - stack.length) / 2 + i) * pitch, -pitch))
    top -= (height + 1) * pitch
  }
  const unused = [...open].map((id, i): [string, Pose] => [id, desk.place(i * pitch, top - pitch, -pitch)])
  const unplaced = floor.materials.filter(({ pose }) => pose === null)
  const materials = unplaced.map(({ id }, i): [string, Pose] => [id, desk.place(i * pitch, 2 * pitch, pitch)])
  return { equipment: new Map([...equipment, ...unused]), materials: new Map(materials) }
}

/** Remembers what is taken, in a grid of two metres. */
class Desk {
  readonly #taken = new Set<string>()

  constructor(standing: readonly Standing[]) {
    for (const { pose } of standing) if (pose !== null) this.#take(pose.x, pose.y)
  }

  /** At (x, y), or as many `step`s further as it needs to be free. */
  place(x: number, y: number, step: number): Pose {
    let free = y
    while (this.#taken.has(cell(x / 2, free / 2))) free += step
    this.#take(x, free)
    return { x: x + 0, y: free + 0, rotation: 0 }
  }

  #take(x: number, y: number) {
    for (const dx of [-1, 0, 1]) for (const dy of [-1, 0, 1]) this.#taken.add(cell(x / 2 + dx, y / 2 + dy))
  }
}

const cell = (x: number, y: number) => `${Math.round(x)} ${Math.round(y)}`
