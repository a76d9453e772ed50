import {
  type BufferGeometry,
  Color,
  DirectionalLight,
  Group,
  HemisphereLight,
  InstancedMesh,
  Matrix4,
  Mesh,
  MeshBasicMaterial,
  MeshLambertMaterial,
  Quaternion,
  RingGeometry,
  Scene,
  ShadowMaterial,
  Vector3,
} from 'three'
import type { PlantState } from '../../engine/log/state.ts'
import type { Scenario } from '../../scenarios/model.ts'
import type { StateName } from '../state-style.ts'
import { Belts } from './belts.ts'
import { Captions } from './captions.ts'
import { Carts } from './carts.ts'
import { FLOOR_MARGIN, type FloorPlan, floorPlan, type Point, type Spot } from './floor-plan.ts'
import { Marks } from './marks.ts'
import { FLOOR } from './palette.ts'
import { Parts } from './parts.ts'
import { palletShape, RACK, rackShape, sinkShape, sourceShape, warehouseShape } from './shapes/fixtures.ts'
import { flatShape, ribbon, roundedRectangle } from './shapes/flat.ts'
import { kindOf, machineShape } from './shapes/machines.ts'

const UP = new Vector3(0, 1, 0)
/** Height of a mark over the floor of its machine, as drawn. */
const MARK_HEIGHT = 2.55

const heights: Record<string, number> = {
  rack: RACK.levels * RACK.level + 0.5,
  source: 2.7,
  sink: 2.3,
  warehouse: 2.4,
  pallet: 1.2,
  conveyor: 1,
}

/** Everything three.js draws of one plant, made once per plant and then only fed: machines, racks, parts, marks, labels. React never sees it change. */
export class Stage {
  readonly scene = new Scene()
  readonly plan: FloorPlan
  readonly marks: Marks
  readonly captions: Captions
  readonly #parts: Parts
  readonly #belts: Belts
  readonly #carts: Carts
  readonly #selection: Mesh
  #shade: Mesh | null = null
  readonly #owned: { dispose(): void }[] = []
  readonly #scenario: Scenario
  #states: Uint8Array = new Uint8Array(0)
  #chosen: Spot | null = null

  constructor(scenario: Scenario, stateText: (name: StateName) => string, pixelRatio: number) {
    this.#scenario = scenario
    this.plan = floorPlan(scenario)
    this.scene.background = new Color(FLOOR.background)
    this.#addFloor()
    this.#addThings()
    this.#addLight()
    this.#parts = new Parts(this.plan, scenario)
    this.scene.add(this.#parts.motion.mesh)
    this.#belts = this.#own(new Belts(this.plan))
    this.scene.add(this.#belts.mesh)
    this.#carts = this.#own(new Carts(this.plan, scenario))
    this.scene.add(this.#carts.mesh)
    this.marks = new Marks(
      this.plan.spots
        .filter(({ kind }) => kind === 'station')
        .flatMap(({ slots, scale }) => slots.map(({ x, z }) => ({ x, y: MARK_HEIGHT * scale, z }))),
    )
    this.scene.add(this.marks.mesh)
    this.captions = new Captions(this.plan, scenario, (spot) => this.captionHeight(spot), stateText, pixelRatio)
    this.scene.add(this.captions.labels.mesh)
    this.#selection = this.#selectionRing()
    this.scene.add(this.#selection)
  }

  captionHeight({ kind, look, scale }: Spot): number {
    return (kind === 'station' ? MARK_HEIGHT : (heights[look] ?? 2)) * scale
  }

  get uploadedBytes() {
    return this.#parts.motion.uploadedBytes + this.marks.uploadedBytes + this.captions.labels.uploadedBytes
  }

  /** The plant at `time` (seconds). A move takes `glide` plant seconds; `continues` where time ran on from the last call. */
  show(state: PlantState, time: number, glide: number, continues: boolean) {
    this.#states = state.slotState
    this.marks.show(state.slotState)
    this.#belts.show(state)
    this.#parts.show(state, time, glide, continues)
    this.#carts.show(state, this.#parts.vehiclesAt)
    this.captions.show(state, (spot) => this.stock(state, spot))
  }

  /** From straight above, long shadows only confuse. */
  showShadows(on: boolean) {
    if (this.#shade) this.#shade.visible = on
  }

  get states(): Uint8Array {
    return this.#states
  }

  select(spot: Spot | null) {
    this.#chosen = spot
    this.#selection.visible = spot !== null
    if (!spot) return
    const reach = Math.max(spot.reach[0], spot.reach[1]) * 1.08
    this.#selection.position.set(spot.x, 0.05 * this.plan.scale, spot.z)
    this.#selection.scale.setScalar(reach)
  }

  get selected() {
    return this.#chosen
  }

  /** The nearest thing that a ray from `origin` along `direction` meets. */
  pick(origin: Vector3, direction: Vector3): Spot | null {
    let best: Spot | null = null
    let nearest = Number.POSITIVE_INFINITY
    for (const spot of this.plan.spots) {
      if (spot.kind === 'vehicle') continue
      const top = this.captionHeight(spot)
      const at = boxHit(
        origin,
        direction,
        spot.x - spot.reach[0],
        0,
        spot.z - spot.reach[1],
        spot.x + spot.reach[0],
        top,
        spot.z + spot.reach[1],
      )
      if (at >= nearest) continue
      nearest = at
      best = spot
    }
    return best
  }

  dispose() {
    for (const one of this.#owned) one.dispose()
    this.#parts.dispose()
    this.marks.dispose()
    this.captions.dispose()
  }

  /** Pieces in stock at a pallet or in a warehouse; null where none is kept. */
  stock(state: PlantState, spot: Spot): number | null {
    if (spot.kind === 'material') return state.onHand[spot.index] ?? null
    const { materials, products } = this.#scenario
    const held = products.flatMap(({ sink }, i) => (sink === spot.id ? [state.onHand[materials.length + i]!] : []))
    return held.length === 0 ? null : held.reduce((sum, count) => sum + count, 0)
  }

  #own<T extends { dispose(): void }>(one: T): T {
    this.#owned.push(one)
    return one
  }

  #addLight() {
    const { bounds } = this.plan
    const reach = Math.max(bounds.maxX - bounds.minX, bounds.maxZ - bounds.minZ) * 0.62 + 4
    const middle = new Vector3((bounds.minX + bounds.maxX) / 2, 0, (bounds.minZ + bounds.maxZ) / 2)
    this.scene.add(new HemisphereLight('#ffffff', '#c9d2dc', 2.25))
    const sun = new DirectionalLight('#fff6ea', 1.7)
    sun.position.copy(middle).add(new Vector3(-0.45, 1, 0.5).multiplyScalar(reach * 1.6))
    sun.target.position.copy(middle)
    sun.castShadow = true
    sun.shadow.mapSize.set(2048, 2048)
    Object.assign(sun.shadow.camera, { left: -reach, right: reach, top: reach, bottom: -reach, near: 0.1, far: reach * 5 })
    sun.shadow.bias = -0.0006
    sun.shadow.normalBias = 0.03
    sun.shadow.intensity = 0.42
    // Machines stand still: their shadows are drawn once.
    sun.shadow.autoUpdate = false
    sun.shadow.needsUpdate = true
    this.scene.add(sun, sun.target)
    this.#own(sun)
  }

  #addFloor() {
    const { bounds, zones, routes, spots, scale } = this.plan
    const margin = FLOOR_MARGIN * scale
    const flat = (geometry: BufferGeometry, color: string, height: number, order: number) => {
      const material = this.#own(new MeshBasicMaterial({ color, depthWrite: false }))
      const mesh = new Mesh(this.#own(geometry), material)
      mesh.position.y = height
      mesh.renderOrder = order
      this.scene.add(mesh)
      return mesh
    }
    const floor = roundedRectangle(bounds.minX - margin, bounds.minZ - margin, bounds.maxX + margin, bounds.maxZ + margin, 1.2 * scale)
    flat(flatShape([floor]), FLOOR.floor, 0, -10)
    if (zones.length > 0)
      flat(
        flatShape(zones.map(({ minX, minZ, maxX, maxZ }) => roundedRectangle(minX, minZ, maxX, maxZ, 0.5 * scale))),
        FLOOR.zone,
        0.004,
        -9,
      )
    const way = (from: Spot, to: Spot) => [new Vector3(from.x, 0, from.z), new Vector3(to.x, 0, to.z)] as const
    const lines = (material: boolean) =>
      routes.filter((route) => route.material === material).map(({ from, to }) => way(spots[from]!, spots[to]!))
    const parts = lines(false)
    const materials = lines(true)
    if (materials.length > 0) flat(ribbon(materials, 0.1 * scale, 0), FLOOR.material, 0.008, -8)
    if (parts.length > 0) flat(ribbon(parts, 0.22 * scale, 0.42 * scale), FLOOR.route, 0.012, -7)
    // Shadows lie on everything that is painted on the floor.
    const shade = this.#own(new ShadowMaterial({ color: '#1a2838', opacity: 0.3, depthWrite: false }))
    const ground = new Mesh(this.#own(flatShape([floor])), shade)
    ground.position.y = 0.016
    ground.receiveShadow = true
    ground.renderOrder = -6
    this.scene.add(ground)
    this.#shade = ground
  }

  #addThings() {
    const looks = new Map<string, { spot: Spot; at: Point }[]>()
    for (const spot of this.plan.spots) {
      if (spot.kind === 'conveyor' || spot.kind === 'vehicle') continue
      const look = spot.kind === 'station' ? `machine ${kindOf(spot.look)}` : spot.look
      const list = looks.get(look) ?? []
      for (const at of spot.slots) list.push({ spot, at })
      looks.set(look, list)
    }
    const material = this.#own(new MeshLambertMaterial({ vertexColors: true }))
    const group = new Group()
    for (const [look, places] of looks) {
      const mesh = new InstancedMesh(this.#own(shapeOf(look)), material, places.length)
      places.forEach(({ spot, at }, i) => {
        mesh.setMatrixAt(
          i,
          new Matrix4().compose(
            new Vector3(at.x, at.y, at.z),
            new Quaternion().setFromAxisAngle(UP, spot.turn),
            new Vector3().setScalar(spot.scale),
          ),
        )
      })
      mesh.castShadow = true
      mesh.computeBoundingSphere()
      group.add(mesh)
      this.#own(mesh)
    }
    this.scene.add(group)
  }

  #selectionRing() {
    const material = this.#own(new MeshBasicMaterial({ color: '#1d4ed8', transparent: true, opacity: 0.85, depthWrite: false }))
    const mesh = new Mesh(this.#own(new RingGeometry(1.08, 1.2, 48).rotateX(-Math.PI / 2)), material)
    mesh.visible = false
    mesh.renderOrder = 5
    return mesh
  }
}

const shapeOf = (look: string): BufferGeometry => {
  if (look.startsWith('machine ')) return machineShape(look.slice('machine '.length))
  if (look === 'rack') return rackShape()
  if (look === 'source') return sourceShape()
  if (look === 'warehouse') return warehouseShape()
  if (look === 'pallet') return palletShape()
  return sinkShape()
}

/** Where along the ray the box is met, or infinity. */
function boxHit(o: Vector3, d: Vector3, minX: number, minY: number, minZ: number, maxX: number, maxY: number, maxZ: number): number {
  let near = 0
  let far = Number.POSITIVE_INFINITY
  for (const [origin, along, low, high] of [
    [o.x, d.x, minX, maxX],
    [o.y, d.y, minY, maxY],
    [o.z, d.z, minZ, maxZ],
  ] as const) {
    if (along === 0) {
      if (origin < low || origin > high) return Number.POSITIVE_INFINITY
      continue
    }
    const a = (low - origin) / along
    const b = (high - origin) / along
    near = Math.max(near, Math.min(a, b))
    far = Math.min(far, Math.max(a, b))
  }
  return near <= far ? near : Number.POSITIVE_INFINITY
}
