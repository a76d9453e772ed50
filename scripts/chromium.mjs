// Finds a Chromium for the browser tests. Run as a program it also installs one, and fonts for Chinese, where they are missing.
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const asRoot = process.getuid?.() === 0

/** How every browser test starts Chromium: headless, in software, talking to nobody. The sandbox cannot run as root, and only then is it off. */
export const launchFlags = [
  '--headless',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  ...(asRoot ? ['--no-sandbox'] : []),
]

/** The path of a Chromium, or undefined: $CHROMIUM_PATH, then the system's, then the newest in Playwright's cache. */
export function findChromium() {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    if (!executable(named)) throw new Error(`CHROMIUM_PATH names ${named}, which is not an executable file; correct it or unset it`)
    return named
  }
  return systemChromium().find(executable) ?? playwrightChromium().find(executable)
}

function systemChromium() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter).filter(Boolean)]
  return [
    ...folders.flatMap((folder) => names.map((name) => join(folder, name))),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ]
}

function playwrightChromium() {
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? defaultPlaywrightCache()
  if (!existsSync(cache)) return []
  const revision = (folder) => Number(folder.split('-').at(-1))
  const programs = ['headless_shell', 'chrome-headless-shell', 'chrome', 'chrome-headless-shell.exe', 'chrome.exe', 'Chromium']
  return readdirSync(cache)
    .filter((folder) => folder.startsWith('chromium'))
    .sort((a, b) => revision(b) - revision(a))
    .flatMap((folder) => readdirSync(join(cache, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && programs.includes(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
}

function defaultPlaywrightCache() {
  if (process.platform === 'darwin') return join(homedir(), 'Library/Caches/ms-playwright')
  if (process.platform === 'win32') return join(process.env.LOCALAPPDATA ?? homedir(), 'ms-playwright')
  return join(homedir(), '.cache/ms-playwright')
}

function executable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** True where Chinese text can be drawn; where there is no fontconfig to ask (macOS, Windows) the system brings such fonts itself. */
function hasChineseFont() {
  if (process.platform !== 'linux') return true
  const { stdout } = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' })
  return Boolean(stdout?.trim())
}

function install(wanted) {
  const debian = asRoot && existsSync('/etc/debian_version')
  const packages = { chromium: 'chromium', font: 'fontconfig fonts-noto-cjk' }
  if (debian) {
    const names = wanted.map((what) => packages[what]).join(' ')
    run(`apt-get update && apt-get install -y --no-install-recommends ${names}`, { DEBIAN_FRONTEND: 'noninteractive' })
    return
  }
  if (wanted.includes('chromium')) run('npx playwright-core install chromium-headless-shell', {})
  if (wanted.includes('font'))
    console.log('chromium: no font for Chinese here, and only root can install fonts-noto-cjk; tests of drawn Chinese may fail')
}

function run(command, env) {
  console.log(`chromium: running ${command}`)
  const { status } = spawnSync(command, { shell: true, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } })
  if (status !== 0) console.error(`chromium: that command failed (exit ${status})`)
}

const wayOut =
  'install Chromium and a font for Chinese (on Debian: apt-get install chromium fonts-noto-cjk), or set CHROMIUM_PATH to a Chromium that is there'

function ensure() {
  const missing = []
  if (!findChromium()) missing.push('chromium')
  if (!hasChineseFont()) missing.push('font')
  if (missing.length > 0) {
    const what = missing.map((name) => (name === 'font' ? 'a font for Chinese' : 'Chromium')).join(' and ')
    if (process.env.TAKT_NO_INSTALL === '1') {
      console.error(`chromium: ${what} missing, and TAKT_NO_INSTALL=1 forbids installing; ${wayOut}`)
      return 1
    }
    console.log(`chromium: ${what} missing, installing`)
    install(missing)
  }
  const found = findChromium()
  if (!found) {
    console.error(`chromium: still not found; ${wayOut}`)
    return 1
  }
  console.log(`chromium: ${found}`)
  return 0
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    process.exitCode = ensure()
  } catch (error) {
    console.error(`chromium: ${error.message}`)
    process.exitCode = 1
  }
}
