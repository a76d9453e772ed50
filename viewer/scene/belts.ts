import { BoxGeometry, Color, InstancedMesh, Matrix4, MeshLambertMaterial, Quaternion, Vector3 } from 'three'
import type { PlantState } from '../../engine/log/state.ts'
import { STATE_STYLES } from '../state-style.ts'
import type { FloorPlan, Point } from './floor-plan.ts'

const ALONG = new Vector3(1, 0, 0)
/** Height of a belt and its width, as drawn. */
const HEIGHT = 0.34
const WIDTH = 0.62
const FRAME = new Color('#8b97a5')

/** The conveyors: a slab for each straight of a course, in the colour of the conveyor's state. */
export class Belts {
  readonly mesh: InstancedMesh
  /** slab → conveyor */
  readonly #conveyor: number[] = []
  readonly #shown: number[] = []
  readonly #geometry = new BoxGeometry(1, 1, 1)
  readonly #material = new MeshLambertMaterial()

  constructor({ spots, scale }: FloorPlan) {
    const slabs: Matrix4[] = []
    for (const { kind, index, course } of spots) {
      if (kind !== 'conveyor') continue
      for (let i = 1; i < course.length; i++) {
        const from = new Vector3(course[i - 1]!.x, 0, course[i - 1]!.z)
        const along = new Vector3(course[i]!.x, 0, course[i]!.z).sub(from)
        const length = along.length()
        if (length < 1e-6) continue
        const turn = new Quaternion().setFromUnitVectors(ALONG, along.clone().normalize())
        const middle = from.addScaledVector(along, 0.5).setY((HEIGHT / 2) * scale)
        slabs.push(new Matrix4().compose(middle, turn, new Vector3(length, HEIGHT * scale, WIDTH * scale)))
        this.#conveyor.push(index)
      }
    }
    this.mesh = new InstancedMesh(this.#geometry, this.#material, Math.max(1, slabs.length))
    this.mesh.count = slabs.length
    slabs.forEach((slab, i) => {
      this.mesh.setMatrixAt(i, slab)
      this.mesh.setColorAt(i, FRAME)
    })
    this.mesh.castShadow = true
    this.mesh.computeBoundingSphere()
  }

  show({ conveyorState }: PlantState) {
    this.#conveyor.forEach((conveyor, slab) => {
      const state = conveyorState[conveyor] ?? 0
      if (this.#shown[slab] === state) return
      this.#shown[slab] = state
      this.mesh.setColorAt(slab, new Color(STATE_STYLES[state]!.color).lerp(FRAME, 0.45))
      if (this.mesh.instanceColor) this.mesh.instanceColor.needsUpdate = true
    })
  }

  dispose() {
    this.mesh.dispose()
    this.#geometry.dispose()
    this.#material.dispose()
  }
}

/** The point so far along a course: 0 is its beginning, 1 its end; on top of the belt. */
export function alongCourse(course: readonly Point[], share: number, scale: number): Point {
  const lengths = course.slice(1).map((to, i) => Math.hypot(to.x - course[i]!.x, to.z - course[i]!.z))
  let left = Math.min(1, Math.max(0, share)) * lengths.reduce((sum, length) => sum + length, 0)
  const y = (HEIGHT + 0.22) * scale
  for (const [i, length] of lengths.entries()) {
    if (left > length && i + 1 < lengths.length) {
      left -= length
      continue
    }
    const part = length === 0 ? 0 : left / length
    const [from, to] = [course[i]!, course[i + 1]!]
    return { x: from.x + (to.x - from.x) * part, y, z: from.z + (to.z - from.z) * part }
  }
  return { x: course[0]?.x ?? 0, y, z: course[0]?.z ?? 0 }
}
