import { useFrame, useThree } from '@react-three/fiber'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { WebGLRenderer } from 'three'
import type { Run } from '../feed/run.ts'
import { playback } from '../playback.ts'
import { reducedMotion } from '../preferences.ts'
import { useSession } from '../session/store.ts'
import { counters } from './counters.ts'
import { type Picture, pictures } from './pictures.ts'
import { Rig, type View } from './rig.ts'
import { Stage } from './stage.ts'

/** Radius of a mark, CSS pixels, where there is room. */
const MARK = 13
const SMALLEST_MARK = 6.5
/** A move is watched for so many seconds of the watcher's life. */
const GLIDE_SECONDS = 0.55
/** And of the plant's: however fast time runs, a unit is not shown far behind where it is; at rest it is shown where it is. */
const LONGEST_GLIDE = 240
const LONGEST_GLIDE_AT_REST = 3

/** One plant in a canvas. React sets it up; from then on playback feeds the stage directly, and nothing here renders again. */
export function StageView({ run, view }: { readonly run: Run; readonly view: View }) {
  const { t, i18n } = useTranslation()
  const gl = useThree((state) => state.gl)
  const invalidate = useThree((state) => state.invalidate)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new language needs new letters in the picture
  const picture = useMemo(() => {
    const stage = new Stage(run.scenario, (name) => t(`state.${name}`), gl.getPixelRatio())
    const rig = new Rig(stage.plan, { still: reducedMotion(), changed: invalidate })
    return { run, stage, rig, element: gl.domElement, invalidate, arranged: '', calls: 0, triangles: 0 } satisfies Picture
  }, [run, i18n.language, gl, invalidate])

  useEffect(() => {
    counters.commits++
  })

  useEffect(() => {
    const { stage, rig } = picture
    rig.connect(gl.domElement)
    pictures.add(picture)
    const unfollow = playback.onFrame((time, continues) => {
      stage.show(run.state, time, glide(), continues)
      blink(picture)
      invalidate()
    })
    const unselect = useSession.subscribe(({ selected }) => {
      const spot = selected === null ? null : (stage.plan.spots.find(({ id }) => id === selected) ?? null)
      if (spot === stage.selected) return
      stage.select(spot)
      invalidate()
    })
    stage.select(stage.plan.spots.find(({ id }) => id === useSession.getState().selected) ?? null)
    return () => {
      unselect()
      unfollow()
      pictures.delete(picture)
      rig.dispose()
      stage.dispose()
    }
  }, [picture, run, gl, invalidate])

  useEffect(() => {
    picture.rig.setView(view)
    picture.stage.showShadows(view === 'orbit')
    invalidate()
  }, [picture, view, invalidate])

  // Priority 1: the drawing is ours, with the camera of the moment.
  useFrame(({ size }, delta) => {
    draw(picture, gl, size.width, size.height, delta)
  }, 1)

  return null
}

function draw(picture: Picture, gl: WebGLRenderer, width: number, height: number, delta: number) {
  const { stage, rig } = picture
  const resized = rig.resize(width, height)
  if (resized) rig.fit(false)
  if (rig.update(Math.min(delta, 0.1))) picture.invalidate()
  rig.camera.updateMatrixWorld()
  arrange(picture, gl.getPixelRatio(), width, height)
  gl.render(stage.scene, rig.camera)
  picture.calls = gl.info.render.calls
  picture.triangles = gl.info.render.triangles
  counters.frames++
}

/** Labels and the size of marks follow the camera, and only the camera. */
function arrange(picture: Picture, ratio: number, width: number, height: number) {
  const { stage, rig } = picture
  const seen = `${width} ${height} ${ratio} ${rig.camera.matrixWorld.elements.join()} ${rig.camera.projectionMatrix.elements.join()}`
  if (seen === picture.arranged) return
  picture.arranged = seen
  const project = rig.project.bind(rig)
  const points = stage.marks.anchors.map(project)
  const radius = Math.max(SMALLEST_MARK, Math.min(MARK, nearest(points) * 0.46))
  stage.marks.place(
    points.map((point) => point && ([point[0] * ratio, point[1] * ratio] as const)),
    width * ratio,
    height * ratio,
    radius * ratio,
  )
  stage.captions.labels.resize(width * ratio, height * ratio)
  stage.captions.arrange(project, radius)
  stage.captions.show(picture.run.state, (spot) => stage.stock(picture.run.state, spot))
}

/** Plant seconds that a move is watched for. */
function glide(): number {
  const { playing, rate } = playback.clock
  return Math.min(rate * GLIDE_SECONDS, playing ? LONGEST_GLIDE : LONGEST_GLIDE_AT_REST)
}

/** Smallest distance between any two marks on the screen. */
function nearest(points: readonly (readonly [number, number] | null)[]): number {
  let least = Number.POSITIVE_INFINITY
  if (points.length > 400) return 0
  for (let i = 0; i < points.length; i++)
    for (let j = i + 1; j < points.length; j++) {
      const [a, b] = [points[i], points[j]]
      if (a && b) least = Math.min(least, Math.hypot(a[0] - b[0], a[1] - b[1]))
    }
  return least
}

/** Failed machines blink once a second while time runs; a picture at rest shows plain colours. */
function blink({ stage }: Picture) {
  const on = playback.clock.playing && !reducedMotion()
  stage.marks.dimFailed(on && performance.now() % 1000 > 500 ? 1 : 0)
}
