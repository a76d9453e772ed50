import CameraControls from 'camera-controls'
import {
  Box3,
  Matrix4,
  OrthographicCamera,
  PerspectiveCamera,
  Quaternion,
  Raycaster,
  Sphere,
  Spherical,
  Vector2,
  Vector3,
  Vector4,
} from 'three'
import { FLOOR_MARGIN, type FloorPlan, type Point } from './floor-plan.ts'

CameraControls.install({ THREE: { Vector2, Vector3, Vector4, Quaternion, Matrix4, Spherical, Box3, Sphere, Raycaster } })

export type View = 'orbit' | 'top'

/** From where the plant is first seen. */
const AZIMUTH = -0.24
const POLAR = 0.98

/** Two cameras on one plant: orbiting it, and straight from above. Always starts with all of it in sight. */
export class Rig {
  readonly #orbitCamera = new PerspectiveCamera(32, 1, 0.1, 2000)
  readonly #topCamera = new OrthographicCamera(-1, 1, 1, -1, 0.1, 2000)
  readonly #orbit: CameraControls
  readonly #top: CameraControls
  #view: View = 'orbit'
  #width = 1
  #height = 1
  #plan: FloorPlan
  #element: HTMLElement | null = null
  readonly #still: boolean

  /** `still`: no flights, for those who asked for reduced motion. `changed` is called when a picture is due. */
  constructor(plan: FloorPlan, { still, changed }: { readonly still: boolean; readonly changed: () => void }) {
    this.#plan = plan
    this.#still = still
    this.#orbit = new CameraControls(this.#orbitCamera)
    this.#top = new CameraControls(this.#topCamera)
    for (const controls of [this.#orbit, this.#top]) {
      controls.smoothTime = still ? 0 : 0.18
      controls.draggingSmoothTime = still ? 0 : 0.06
      controls.dollyToCursor = true
      for (const event of ['update', 'controlstart', 'transitionstart'] as const) controls.addEventListener(event, changed)
    }
    this.#orbit.maxPolarAngle = 1.5
    this.#orbit.minDistance = 3
    this.#orbit.maxDistance = 1500
    const { ACTION } = CameraControls
    this.#orbit.mouseButtons.right = ACTION.TRUCK
    this.#top.mouseButtons.left = ACTION.TRUCK
    this.#top.mouseButtons.right = ACTION.TRUCK
    this.#top.touches.one = ACTION.TOUCH_TRUCK
    this.#top.touches.two = ACTION.TOUCH_ZOOM_TRUCK
    this.#orbit.touches.two = ACTION.TOUCH_DOLLY_TRUCK
  }

  get camera() {
    return this.#view === 'top' ? this.#topCamera : this.#orbitCamera
  }

  get view() {
    return this.#view
  }

  get #controls() {
    return this.#view === 'top' ? this.#top : this.#orbit
  }

  connect(element: HTMLElement) {
    this.#element = element
    this.#controls.connect(element)
    // Pages scroll under a finger until it is clear that the plant is meant.
    element.style.touchAction = 'none'
  }

  setView(view: View) {
    if (view === this.#view) return
    this.#controls.disconnect()
    this.#view = view
    if (this.#element) this.#controls.connect(this.#element)
    this.fit(false)
  }

  resize(width: number, height: number) {
    if (width === this.#width && height === this.#height) return false
    this.#width = Math.max(1, width)
    this.#height = Math.max(1, height)
    this.#orbitCamera.aspect = this.#width / this.#height
    this.#orbitCamera.updateProjectionMatrix()
    this.#topCamera.left = -this.#width / 2
    this.#topCamera.right = this.#width / 2
    this.#topCamera.top = this.#height / 2
    this.#topCamera.bottom = -this.#height / 2
    this.#topCamera.updateProjectionMatrix()
    return true
  }

  /** True while the camera is moving. */
  update(seconds: number): boolean {
    return this.#controls.update(seconds)
  }

  /** All of the plant in sight. */
  fit(flight: boolean) {
    const moving = flight && !this.#still
    if (this.#view === 'top') this.#fitTop(moving)
    else this.#fitOrbit(moving)
  }

  nudge(right: number, up: number) {
    const step = 60
    const perPixel =
      this.#view === 'top' ? 1 / this.#topCamera.zoom : (2 * this.#orbit.distance * Math.tan((16 * Math.PI) / 180)) / this.#height
    void this.#controls.truck(right * step * perPixel, -up * step * perPixel, !this.#still)
  }

  zoom(factor: number) {
    if (this.#view === 'top') void this.#top.zoomTo(this.#topCamera.zoom * factor, !this.#still)
    else void this.#orbit.dollyTo(this.#orbit.distance / factor, !this.#still)
  }

  turn(radians: number) {
    void this.#controls.rotate(radians, 0, !this.#still)
  }

  /** CSS pixels from the left and top; null behind the camera. */
  project(point: Point): readonly [number, number] | null {
    scratch.set(point.x, point.y, point.z).project(this.camera)
    if (scratch.z > 1 || scratch.z < -1) return null
    return [((scratch.x + 1) / 2) * this.#width, ((1 - scratch.y) / 2) * this.#height]
  }

  ray(x: number, y: number): { origin: Vector3; direction: Vector3 } {
    const pointer = new Vector2((x / this.#width) * 2 - 1, 1 - (y / this.#height) * 2)
    const caster = new Raycaster()
    caster.setFromCamera(pointer, this.camera)
    return { origin: caster.ray.origin, direction: caster.ray.direction }
  }

  dispose() {
    this.#orbit.dispose()
    this.#top.dispose()
  }

  #fitTop(moving: boolean) {
    const { minX, maxX, minZ, maxZ } = this.#plan.bounds
    const [wide, deep] = [maxX - minX, maxZ - minZ]
    // Room for names above and below.
    const [width, height] = [Math.max(80, this.#width - 48), Math.max(80, this.#height - 72)]
    const upright = Math.min(width / wide, height / deep)
    const turned = Math.min(width / deep, height / wide)
    const sideways = turned > upright * 1.35
    const [x, z] = [(minX + maxX) / 2, (minZ + maxZ) / 2]
    void this.#top.setLookAt(x, 400, z + 0.001, x, 0, z, moving)
    void this.#top.rotateTo(sideways ? Math.PI / 2 : 0, 0, moving)
    void this.#top.zoomTo(sideways ? turned : upright, moving)
    this.#top.update(0)
  }

  #fitOrbit(moving: boolean) {
    const margin = this.#plan.scale * FLOOR_MARGIN
    const { bounds } = this.#plan
    const [minX, maxX, minZ, maxZ] = [bounds.minX - margin, bounds.maxX + margin, bounds.minZ - margin, bounds.maxZ + margin]
    const corners = [minX, maxX].flatMap((x) => [minZ, maxZ].flatMap((z) => [0, 2.6 * this.#plan.scale].map((y) => new Vector3(x, y, z))))
    const away = new Vector3(Math.sin(POLAR) * Math.sin(AZIMUTH), Math.cos(POLAR), Math.sin(POLAR) * Math.cos(AZIMUTH))
    const right = new Vector3(Math.cos(AZIMUTH), 0, -Math.sin(AZIMUTH))
    const up = new Vector3().crossVectors(away, right)
    const tanY = Math.tan((this.#orbitCamera.fov * Math.PI) / 360) * 0.92
    const tanX = tanY * this.#orbitCamera.aspect * 1.06
    // Distance and middle depend on each other; a few turns settle them.
    const target = new Vector3((minX + maxX) / 2, 0, (minZ + maxZ) / 2)
    let distance = 1
    for (let turn = 0; turn < 6; turn++) {
      const seen = corners.map((corner) => {
        const from = corner.clone().sub(target)
        return { x: from.dot(right), y: from.dot(up), near: from.dot(away) }
      })
      distance = Math.max(...seen.map(({ x, y, near }) => near + Math.max(Math.abs(x) / tanX, Math.abs(y) / tanY)))
      const xs = seen.map(({ x, near }) => x / (distance - near))
      const ys = seen.map(({ y, near }) => y / (distance - near))
      target.addScaledVector(right, ((Math.max(...xs) + Math.min(...xs)) / 2) * distance)
      target.addScaledVector(up, ((Math.max(...ys) + Math.min(...ys)) / 2) * distance)
    }
    const eye = target.clone().addScaledVector(away, distance)
    void this.#orbit.setLookAt(eye.x, eye.y, eye.z, target.x, target.y, target.z, moving)
    this.#orbit.update(0)
  }
}

const scratch = new Vector3()
