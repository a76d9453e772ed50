import { LogError } from '../../engine/log/log-error.ts'
import { loadScenario } from '../../scenarios/index.ts'
import type { Scenario } from '../../scenarios/model.ts'
import type { Address } from '../address/address.ts'
import { openStored, type Run } from '../feed/run.ts'
import { playback } from '../playback.ts'
import { reducedMotion } from '../preferences.ts'
import { mainOf, readBeside, type TextFile } from './beside.ts'
import { measure, simulate, stopEverything } from './experiments.ts'
import { type Failure, useSession } from './store.ts'

/** What is shown to who asks for nothing. */
const FIRST = 'phone-parts.yaml'

/** Plants that come with the viewer. */
export const DEMOS: Readonly<Record<string, { readonly file: string; readonly text: string }>> = Object.fromEntries(
  Object.entries(import.meta.glob<string>('../../scenarios/*.yaml', { query: '?raw', import: 'default', eager: true }))
    .map(([path, text]) => ({ file: path.split('/').at(-1)!, text }))
    .sort((a, b) => Number(b.file === FIRST) - Number(a.file === FIRST) || (a.file < b.file ? -1 : 1))
    .map((demo) => [demo.file.replace('.yaml', ''), demo]),
)

/** A log or scenario that a server keeps beside the page. */
export interface StoredFile {
  readonly name: string
  readonly url: string
  readonly kind: 'log' | 'scenario'
}

/** Larger files are not scenarios. */
const MOST_SCENARIO_BYTES = 4 * 1024 * 1024
const MAGIC = 'TAKT-LOG'

/** Opens what a link asks for; without a wish, what the server wants shown first, else the first example. */
export async function openAddress(address: Address) {
  if (address.look) useSession.getState().setLook(address.look)
  const wanted = address.log ?? address.scenario
  if (wanted !== null) await openUrl(wanted)
  else if (address.plant !== null && Object.hasOwn(DEMOS, address.plant)) openDemo(address.plant)
  else {
    const { open } = await storedFiles()
    if (open !== null) await openUrl(open)
    else openDemo(Object.keys(DEMOS)[0] ?? '')
  }
  if (address.selected !== null) useSession.getState().select(address.selected)
  if (address.time !== null) goWhenThere(address.time)
}

/** A plant begins to move by itself, unless its watcher asked for stillness. */
function begin(run: Run) {
  playback.show([run])
  playback.seek(run.start)
  if (!reducedMotion()) playback.clock.play()
}

export function openDemo(name: string) {
  const demo = DEMOS[name]
  if (!demo) return
  clear()
  openScenarioText(demo, name, [])
}

/** Only from where the page itself is: a link must not make it read from elsewhere. */
export async function openUrl(url: string) {
  const address = new URL(url, document.baseURI)
  if (address.origin !== location.origin) return fail({ what: 'elsewhere', file: url })
  clear()
  try {
    const response = await fetch(address)
    if (!response.ok) return fail({ what: 'fetch', file: url, reason: String(response.status) })
    openBytes(new Uint8Array(await response.arrayBuffer()), decodeURIComponent(address.pathname.split('/').at(-1) ?? url), url)
  } catch (error) {
    fail({ what: 'fetch', file: url, reason: said(error) })
  }
}

/** One log; or scenarios, of which the one that no other extends is shown. */
export async function openFiles(files: readonly File[]) {
  clear()
  const texts: TextFile[] = []
  for (const file of files) {
    try {
      const bytes = new Uint8Array(await file.arrayBuffer())
      if (isLog(bytes)) return openLogBytes(bytes, file.name, `file:${file.name}`)
      const text = textOf(bytes, file.name)
      if (text === null) return
      texts.push({ file: file.name, text })
    } catch (error) {
      return fail({ what: 'read', file: file.name, reason: said(error) })
    }
  }
  const main = mainOf(texts)
  if (main) openScenarioText(main, `file:${main.file}`, texts)
}

/** A log by its first bytes; everything else has to be a scenario. */
function openBytes(bytes: Uint8Array, name: string, key: string) {
  if (isLog(bytes)) return openLogBytes(bytes, name, key)
  const text = textOf(bytes, name)
  if (text !== null) openScenarioText({ file: name, text }, key, [])
}

const isLog = (bytes: Uint8Array) => String.fromCharCode(...bytes.subarray(0, MAGIC.length)) === MAGIC

/** Null where it is too large to be a scenario, and that was told. */
function textOf(bytes: Uint8Array, file: string): string | null {
  if (bytes.length <= MOST_SCENARIO_BYTES) return new TextDecoder().decode(bytes)
  fail({ what: 'large', file, size: (bytes.length / 1e6).toFixed(1) })
  return null
}

function openLogBytes(bytes: Uint8Array, name: string, key: string) {
  let run: Run
  try {
    run = openStored(bytes, name)
  } catch (error) {
    if (error instanceof LogError) return fail({ what: 'log', file: name, detail: error.message })
    throw error
  }
  stopEverything()
  const { scenario } = run
  const simulated = !run.imported
  useSession.setState({
    ...nothingYet,
    plant: { key, title: scenario.title || name, scenario, source: simulated ? { hash: run.log.header.scenarioHash } : null },
    base: run,
  })
  begin(run)
  const unsubscribe = run.subscribe(() => {
    if (run.damage === null) return
    unsubscribe()
    if (useSession.getState().base === run) fail({ what: 'log', file: name, detail: run.damage })
  })
  if (simulated) void measure()
}

/** `others` came with it; the bundled plants can be extended, too. */
function openScenarioText({ file, text }: TextFile, key: string, others: readonly TextFile[]) {
  const loaded = loadScenario(text, { file, read: readBeside([...others, ...Object.values(DEMOS)]) })
  if ('problems' in loaded) {
    useSession.setState({ problems: { file, list: loaded.problems }, opening: false })
    return
  }
  openScenario(loaded.scenario, loaded.hash, key)
}

function openScenario(scenario: Scenario, hash: string, key: string) {
  stopEverything()
  useSession.setState({ ...nothingYet, plant: { key, title: scenario.title, scenario, source: { hash } } })
  playback.show([])
  void simulate(scenario, begin).then(() => measure())
}

/** The list of what the server keeps; a page without a server has an empty one beside it. */
export async function storedFiles(): Promise<{ readonly files: readonly StoredFile[]; readonly open: string | null }> {
  try {
    const response = await fetch('stored.json', { cache: 'no-store' })
    const given: unknown = response.ok ? await response.json() : null
    return isStored(given) ? given : { files: [], open: null }
  } catch {
    return { files: [], open: null }
  }
}

function isStored(given: unknown): given is { files: StoredFile[]; open: string | null } {
  if (typeof given !== 'object' || given === null || !('files' in given) || !Array.isArray(given.files)) return false
  const open = 'open' in given ? given.open : null
  return (
    (open === null || typeof open === 'string') &&
    given.files.every(
      (file: unknown) =>
        typeof file === 'object' &&
        file !== null &&
        'name' in file &&
        'url' in file &&
        typeof file.name === 'string' &&
        typeof file.url === 'string',
    )
  )
}

/** Goes to a moment, and rests there, as soon as the simulation has come that far. */
function goWhenThere(time: number) {
  const isThere = () => useSession.getState().base !== null && (playback.clock.end >= time || !playback.clock.live)
  const arrive = () => {
    playback.clock.pause()
    playback.seek(time)
  }
  if (isThere()) return arrive()
  const unsubscribe = playback.clock.subscribe(() => {
    if (!isThere()) return
    // Before anything else: arriving moves the clock, which is heard here.
    unsubscribe()
    arrive()
  })
}

function fail(failure: Failure) {
  useSession.setState({ failure, opening: false })
}

/** What was said of the file before is of no interest any more. */
function clear() {
  useSession.setState({ problems: null, failure: null, opening: true })
}

const said = (error: unknown) => (error instanceof Error ? error.message : String(error))

const nothingYet = {
  problems: null,
  failure: null,
  opening: false,
  base: null,
  variant: null,
  result: null,
  measuring: null,
  changes: [],
  proposals: [],
  optimizing: null,
  selected: null,
  sideBySide: false,
} as const
