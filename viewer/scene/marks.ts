import {
  CanvasTexture,
  DynamicDrawUsage,
  GLSL3,
  InstancedBufferAttribute,
  InstancedBufferGeometry,
  LinearFilter,
  Mesh,
  NoColorSpace,
  PlaneGeometry,
  ShaderMaterial,
  Sphere,
  Vector2,
  Vector3,
} from 'three'
import { GLYPH_PATHS } from '../glyphs.ts'
import { type Glyph, isDown, needsDarkGlyph, rgb, STATE_STYLES } from '../state-style.ts'
import type { Point } from './floor-plan.ts'

const GLYPHS = Object.keys(GLYPH_PATHS) as Glyph[]
const CELL = 64
/** Below which radius a mark casts no shadow, which would fall on its neighbours. */
const SHADOWLESS = 9

const pureSpot = (radius: number) => radius - rim(radius) - 1.5

const rim = (radius: number) => Math.max(1.5, radius * 0.13)

/** A disc over every slot with exactly its state's colour, its glyph, stripes where the state has them. One draw call; sizes are pixels. */
export class Marks {
  readonly mesh: Mesh
  readonly anchors: readonly Point[]
  readonly shown: Uint8Array
  uploadedBytes = 0
  #radius = 14
  readonly #pixel: InstancedBufferAttribute
  readonly #color: InstancedBufferAttribute
  readonly #stripe: InstancedBufferAttribute
  readonly #style: InstancedBufferAttribute
  readonly #geometry: InstancedBufferGeometry
  readonly #material: ShaderMaterial
  readonly #glyphs: CanvasTexture

  constructor(anchors: readonly Point[]) {
    this.anchors = anchors
    this.shown = new Uint8Array(anchors.length).fill(255)
    const quad = new PlaneGeometry(2, 2)
    this.#geometry = new InstancedBufferGeometry()
    this.#geometry.index = quad.index
    this.#geometry.setAttribute('position', quad.getAttribute('position'))
    this.#geometry.instanceCount = anchors.length
    this.#geometry.boundingSphere = new Sphere(new Vector3(), 1e6)
    const column = (size: number) => new InstancedBufferAttribute(new Float32Array(anchors.length * size), size).setUsage(DynamicDrawUsage)
    this.#color = column(3)
    this.#stripe = column(3)
    this.#style = column(4)
    this.#pixel = column(2)
    this.#geometry.setAttribute('aPixel', this.#pixel)
    this.#geometry.setAttribute('aColor', this.#color)
    this.#geometry.setAttribute('aStripe', this.#stripe)
    this.#geometry.setAttribute('aStyle', this.#style)
    this.#glyphs = glyphAtlas()
    this.#material = new ShaderMaterial({
      glslVersion: GLSL3,
      transparent: true,
      depthTest: false,
      depthWrite: false,
      uniforms: {
        uViewport: { value: new Vector2(1, 1) },
        uRadius: { value: this.#radius },
        uRim: { value: rim(this.#radius) },
        uPure: { value: pureSpot(this.#radius) },
        uShade: { value: 4 },
        uGlyphs: { value: this.#glyphs },
        uCells: { value: GLYPHS.length },
        uDim: { value: 0 },
      },
      vertexShader,
      fragmentShader,
    })
    this.mesh = new Mesh(this.#geometry, this.#material)
    this.mesh.frustumCulled = false
    this.mesh.renderOrder = 30
  }

  /**
   * Where the anchors are in the picture, in device pixels from its left and top (null: out of sight), the size of the picture and of a mark.
   * Each goes to the middle of a pixel, so that a disc looks the same wherever it is; a GPU would round some of them otherwise.
   */
  place(points: readonly (readonly [number, number] | null)[], width: number, height: number, radius: number) {
    points.forEach((point, i) => {
      this.#pixel.array[i * 2] = point ? Math.floor(point[0]) + 0.5 : -1e4
      this.#pixel.array[i * 2 + 1] = point ? Math.floor(point[1]) + 0.5 : -1e4
    })
    this.#pixel.needsUpdate = true
    this.uploadedBytes += this.#pixel.array.byteLength
    this.#radius = radius
    this.#material.uniforms.uViewport!.value.set(width, height)
    this.#material.uniforms.uRadius!.value = radius
    this.#material.uniforms.uRim!.value = rim(radius)
    this.#material.uniforms.uPure!.value = pureSpot(radius)
    this.#material.uniforms.uShade!.value = radius < SHADOWLESS ? 0 : 4
  }

  /** Of the middle of a mark, in device pixels from the left and top. */
  pixel(mark: number): readonly [number, number] {
    return [this.#pixel.array[mark * 2]!, this.#pixel.array[mark * 2 + 1]!]
  }

  /** Pixels below the middle of a mark where nothing but the state's colour is: clear of glyph, stripes and rim. */
  get pureSpot() {
    return pureSpot(this.#radius)
  }

  /** One state per slot; only what changed is written. */
  show(states: Uint8Array) {
    let low = Number.POSITIVE_INFINITY
    let high = -1
    const count = Math.min(this.shown.length, states.length)
    for (let slot = 0; slot < count; slot++) {
      const state = states[slot]!
      if (state === this.shown[slot]) continue
      this.shown[slot] = state
      const style = STATE_STYLES[state]!
      this.#color.array.set(rgb(style.color), slot * 3)
      this.#stripe.array.set(rgb(style.stripe ?? style.color), slot * 3)
      const pattern = style.stripe === null ? 0 : style.name === 'unknown' ? 2 : 1
      this.#style.array.set([GLYPHS.indexOf(style.glyph), pattern, needsDarkGlyph(style.color) ? 1 : 0, isDown(state) ? 1 : 0], slot * 4)
      low = Math.min(low, slot)
      high = Math.max(high, slot)
    }
    if (high < 0) return
    for (const attribute of [this.#color, this.#stripe, this.#style]) {
      const size = attribute.itemSize
      attribute.clearUpdateRanges()
      attribute.addUpdateRange(low * size, (high - low + 1) * size)
      attribute.needsUpdate = true
      this.uploadedBytes += (high - low + 1) * size * 4
    }
  }

  /** 0..1: how far the marks of failed machines are faded, for their blinking. */
  dimFailed(amount: number) {
    this.#material.uniforms.uDim!.value = amount
  }

  dispose() {
    this.#geometry.dispose()
    this.#material.dispose()
    this.#glyphs.dispose()
  }
}

function glyphAtlas(): CanvasTexture {
  const canvas = document.createElement('canvas')
  canvas.width = CELL * GLYPHS.length
  canvas.height = CELL
  const context = canvas.getContext('2d')!
  context.fillStyle = '#fff'
  GLYPHS.forEach((glyph, i) => {
    context.setTransform(CELL / 28, 0, 0, CELL / 28, i * CELL + (2 * CELL) / 28, (2 * CELL) / 28)
    context.fill(new Path2D(GLYPH_PATHS[glyph]), 'evenodd')
  })
  const texture = new CanvasTexture(canvas)
  texture.colorSpace = NoColorSpace
  texture.minFilter = LinearFilter
  texture.generateMipmaps = false
  return texture
}

const vertexShader = /* glsl */ `
uniform vec2 uViewport;
uniform float uRadius;
in vec2 aPixel;
in vec3 aColor;
in vec3 aStripe;
in vec4 aStyle;
out vec2 vPixel;
out vec3 vColor;
out vec3 vStripe;
out vec4 vStyle;
void main() {
  vPixel = position.xy * (uRadius + 4.0);
  gl_Position = vec4(vec2(aPixel.x + vPixel.x, uViewport.y - aPixel.y + vPixel.y) / uViewport * 2.0 - 1.0, 0.0, 1.0);
  vColor = aColor;
  vStripe = aStripe;
  vStyle = aStyle;
}`

const fragmentShader = /* glsl */ `
uniform float uRadius;
uniform float uRim;
uniform float uPure;
uniform float uShade;
uniform sampler2D uGlyphs;
uniform float uCells;
uniform float uDim;
in vec2 vPixel;
in vec3 vColor;
in vec3 vStripe;
in vec4 vStyle;
out vec4 color;
void main() {
  float far = length(vPixel);
  vec3 fill = vColor;
  float period = max(5.0, uRadius * 0.5);
  if (vStyle.y > 0.5) {
    float band = fract((vPixel.x + vPixel.y + uPure) / period + 0.25);
    if (band > 0.55) fill = vStripe;
    if (vStyle.y > 1.5) {
      float cross = fract((vPixel.x - vPixel.y - uPure) / period + 0.25);
      if (cross > 0.55) fill = vStripe;
    }
  }
  vec2 glyph = vPixel / (uRadius * 0.96) + 0.5;
  if (all(greaterThan(glyph, vec2(0.0))) && all(lessThan(glyph, vec2(1.0)))) {
    float ink = texture(uGlyphs, vec2((vStyle.x + glyph.x) / uCells, glyph.y)).a;
    vec3 pen = vStyle.z > 0.5 ? vec3(0.10, 0.14, 0.19) : vec3(1.0);
    if (vStyle.y > 0.5) pen = vec3(0.10, 0.14, 0.19);
    fill = mix(fill, pen, ink);
  }
  fill = mix(fill, vec3(1.0), uDim * vStyle.w * 0.75);
  float body = clamp(uRadius - uRim - far + 0.5, 0.0, 1.0);
  float disc = clamp(uRadius - far + 0.5, 0.0, 1.0);
  float shade = smoothstep(uRadius + uShade, uRadius - 1.0, far) * 0.35 * step(0.5, uShade);
  vec3 shown = mix(vec3(1.0), fill, body);
  float alpha = max(disc, shade);
  color = vec4(mix(vec3(0.12, 0.16, 0.22), shown, disc), alpha);
}`
