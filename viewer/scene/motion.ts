import {
  BoxGeometry,
  type BufferGeometry,
  DynamicDrawUsage,
  GLSL3,
  InstancedBufferAttribute,
  InstancedBufferGeometry,
  Mesh,
  ShaderMaterial,
  Sphere,
  Vector3,
} from 'three'
import type { Point } from './floor-plan.ts'

const FLOATS = 4

/**
 * Parts that move on the GPU. Each instance has a segment (from, start) → (to, size); where it is at `uTime` is the shader's business, so a
 * frame changes one number and uploads only segments that changed. Times are seconds after `epoch`, to stay exact in 32 bits.
 */
export class Motion {
  readonly mesh: Mesh
  uploadedBytes = 0
  #from: InstancedBufferAttribute
  #to: InstancedBufferAttribute
  #color: InstancedBufferAttribute
  #capacity = 0
  #dirtyLow = Number.POSITIVE_INFINITY
  #dirtyHigh = -1
  readonly #geometry: InstancedBufferGeometry
  readonly #material: ShaderMaterial
  #solid: BufferGeometry

  constructor(size: number) {
    this.#solid = new BoxGeometry(size, size * 0.8, size).translate(0, size * 0.4, 0)
    this.#geometry = new InstancedBufferGeometry()
    this.#geometry.index = this.#solid.index
    this.#geometry.setAttribute('position', this.#solid.getAttribute('position'))
    this.#geometry.setAttribute('normal', this.#solid.getAttribute('normal'))
    this.#geometry.instanceCount = 0
    this.#geometry.boundingSphere = new Sphere(new Vector3(), 1e6)
    this.#from = this.#to = this.#color = new InstancedBufferAttribute(new Float32Array(0), FLOATS)
    this.#material = new ShaderMaterial({
      glslVersion: GLSL3,
      uniforms: { uTime: { value: 0 }, uGlide: { value: 1 } },
      vertexShader,
      fragmentShader,
    })
    this.mesh = new Mesh(this.#geometry, this.#material)
    this.mesh.frustumCulled = false
    this.#grow(256)
  }

  /** `time` in seconds after the epoch; a move takes `glide` plant seconds to watch. */
  show(time: number, glide: number, count: number) {
    this.#material.uniforms.uTime!.value = time
    this.#material.uniforms.uGlide!.value = Math.max(1e-6, glide)
    this.#geometry.instanceCount = count
    this.#upload()
  }

  /** Sets one instance. `size` 0 hides it; `leaving` makes it shrink away at the end of its way. */
  set(index: number, from: Point, to: Point, start: number, color: readonly [number, number, number], size: number, leaving: boolean) {
    if (index >= this.#capacity) this.#grow(index + 1)
    const at = index * FLOATS
    const a = this.#from.array
    a[at] = from.x
    a[at + 1] = from.y
    a[at + 2] = from.z
    a[at + 3] = start
    const b = this.#to.array
    b[at] = to.x
    b[at + 1] = to.y
    b[at + 2] = to.z
    b[at + 3] = size
    const c = this.#color.array
    c[at] = color[0]
    c[at + 1] = color[1]
    c[at + 2] = color[2]
    c[at + 3] = leaving ? 1 : 0
    if (index < this.#dirtyLow) this.#dirtyLow = index
    if (index > this.#dirtyHigh) this.#dirtyHigh = index
  }

  dispose() {
    this.#geometry.dispose()
    this.#solid.dispose()
    this.#material.dispose()
  }

  #upload() {
    if (this.#dirtyHigh < 0) return
    const start = this.#dirtyLow * FLOATS
    const count = (this.#dirtyHigh - this.#dirtyLow + 1) * FLOATS
    for (const attribute of [this.#from, this.#to, this.#color]) {
      attribute.clearUpdateRanges()
      attribute.addUpdateRange(start, count)
      attribute.needsUpdate = true
      this.uploadedBytes += count * 4
    }
    this.#dirtyLow = Number.POSITIVE_INFINITY
    this.#dirtyHigh = -1
  }

  #grow(least: number) {
    const capacity = Math.max(least, this.#capacity * 2, 256)
    const larger = (old: InstancedBufferAttribute) => {
      const array = new Float32Array(capacity * FLOATS)
      array.set(old.array)
      return new InstancedBufferAttribute(array, FLOATS).setUsage(DynamicDrawUsage)
    }
    this.#from = larger(this.#from)
    this.#to = larger(this.#to)
    this.#color = larger(this.#color)
    // The old buffers on the GPU go with the geometry's old attributes.
    this.#geometry.dispose()
    this.#geometry.setAttribute('aFrom', this.#from)
    this.#geometry.setAttribute('aTo', this.#to)
    this.#geometry.setAttribute('aColor', this.#color)
    this.#capacity = capacity
    this.uploadedBytes += capacity * FLOATS * 4 * 3
  }
}

const vertexShader = /* glsl */ `
uniform float uTime;
uniform float uGlide;
in vec4 aFrom;
in vec4 aTo;
in vec4 aColor;
out vec3 vColor;
void main() {
  float way = clamp((uTime - aFrom.w) / uGlide, 0.0, 1.0);
  float eased = way * way * (3.0 - 2.0 * way);
  vec3 place = mix(aFrom.xyz, aTo.xyz, eased);
  float far = distance(aFrom.xz, aTo.xz);
  place.y += 4.0 * eased * (1.0 - eased) * min(0.9, 0.16 * far);
  float size = aTo.w * (1.0 - aColor.w * smoothstep(0.8, 1.0, way));
  float light = 0.80 + 0.20 * dot(normal, normalize(vec3(0.25, 0.9, 0.45)));
  vColor = aColor.rgb * light;
  gl_Position = projectionMatrix * viewMatrix * vec4(place + position * size, 1.0);
}`

const fragmentShader = /* glsl */ `
in vec3 vColor;
out vec4 color;
void main() {
  color = vec4(vColor, 1.0);
}`
