import { BoxGeometry, Color, InstancedMesh, Matrix4, MeshLambertMaterial, Quaternion, Vector3 } from 'three'
import type { PlantState } from '../../engine/log/state.ts'
import type { Scenario } from '../../scenarios/model.ts'
import type { FloorPlan } from './floor-plan.ts'

type Kind = Scenario['transport'][number]['kind']
/** Length along x, height, width along z, and how high it is carried, as drawn. A crane is the bridge above what it carries. */
const BODY: Readonly<Record<Kind, readonly [number, number, number, number]>> = {
  agv: [0.95, 0.3, 0.7, 0.15],
  forklift: [1.1, 0.5, 0.6, 0.25],
  crane: [0.35, 0.22, 4, 2.6],
  lift: [1.1, 0.1, 1.1, 0.05],
  turntable: [1.2, 0.12, 1.2, 0.06],
  transferCar: [1.3, 0.2, 0.9, 0.1],
  person: [0.35, 1.1, 0.35, 0.55],
}
const UPRIGHT = new Quaternion()
/** By VehicleState: what holds it up stands out. */
const COLORS = ['#6b7683', '#6b7683', '#5a6b7d', '#5a6b7d', '#5a6b7d', '#0072b2', '#e69f00', '#d55e00', '#999999'].map(
  (one) => new Color(one),
)

/** The bodies of vehicles: one mesh, an instance each, under (a crane: above) what they carry, or where they set it down last. */
export class Carts {
  readonly mesh: InstancedMesh
  readonly #kinds: readonly Kind[]
  readonly #scale: number
  readonly #shown: number[] = []
  readonly #geometry = new BoxGeometry(1, 1, 1)
  readonly #material = new MeshLambertMaterial()
  readonly #matrix = new Matrix4()
  readonly #position = new Vector3()
  readonly #size = new Vector3()

  constructor({ spots, scale }: FloorPlan, { transport }: Scenario) {
    const vehicles = spots.filter(({ kind }) => kind === 'vehicle')
    this.#kinds = vehicles.map(({ index }) => transport[index]!.kind)
    this.#scale = scale
    this.mesh = new InstancedMesh(this.#geometry, this.#material, Math.max(1, vehicles.length))
    this.mesh.count = vehicles.length
    this.mesh.visible = vehicles.length > 0
    this.mesh.castShadow = true
    // They move, and the sphere around them with them.
    this.mesh.frustumCulled = false
  }

  /** `at`: x and z of each vehicle. */
  show({ vehicleState }: PlantState, at: Float64Array) {
    const { mesh } = this
    for (let v = 0; v < mesh.count; v++) {
      const [length, height, width, lifted] = BODY[this.#kinds[v]!]
      this.#position.set(at[2 * v]!, lifted * this.#scale, at[2 * v + 1]!)
      this.#size.set(length, height, width).multiplyScalar(this.#scale)
      mesh.setMatrixAt(v, this.#matrix.compose(this.#position, UPRIGHT, this.#size))
      const state = vehicleState[v] ?? 0
      if (this.#shown[v] === state) continue
      this.#shown[v] = state
      mesh.setColorAt(v, COLORS[state] ?? COLORS[0]!)
      if (mesh.instanceColor) mesh.instanceColor.needsUpdate = true
    }
    if (mesh.count > 0) mesh.instanceMatrix.needsUpdate = true
  }

  dispose() {
    this.mesh.dispose()
    this.#geometry.dispose()
    this.#material.dispose()
  }
}
