import { createReadStream, realpathSync, statSync } from 'node:fs'
import { extname, join, sep } from 'node:path'
import { Readable } from 'node:stream'
import { type Context, Hono } from 'hono'
import { type Gate, gate } from './gate.ts'
import type { StoredFiles } from './stored.ts'

export interface AppOptions extends Gate {
  /** Folder of the built viewer. */
  readonly viewer: string
  readonly stored: StoredFiles
}

/** The built viewer at `/`, the list of what is stored at `/stored.json`, and the files themselves at `/stored/NAME`. Only reads. */
export function app({ viewer, stored, ...guarded }: AppOptions): Hono {
  const root = realpathSync(viewer)
  const server = new Hono()
  server.use(gate(guarded))
  server.use(async (context, next) => {
    await next()
    for (const [name, value] of Object.entries(headers)) context.res.headers.set(name, value)
  })
  server.get('/stored.json', (context) => context.json(stored.list(), 200, { 'Cache-Control': 'no-store' }))
  server.get('/stored/:name', (context) => {
    const name = context.req.param('name')
    const scenario = stored.scenarioText(name)
    if (scenario !== undefined) return context.text(scenario, 200, { 'Cache-Control': 'no-store' })
    return send(context, stored.path(name), 'no-store')
  })
  server.get('*', (context) => {
    const path = pathIn(root, context.req.path)
    return send(context, path, context.req.path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
  })
  server.onError((_, context) => context.text('Takt could not answer this.', 500))
  return server
}

/** Styles are inline because React sets them so; wasm is the solver's. Everything else comes from here and nowhere else. */
const headers: Readonly<Record<string, string>> = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self' blob:",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self' data: blob:",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.yaml': 'text/plain; charset=utf-8',
  '.yml': 'text/plain; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.glb': 'model/gltf-binary',
}

/** The file under `root` that an address names; undefined for what is not there, or not in it. */
function pathIn(root: string, address: string): string | undefined {
  let name: string
  try {
    name = decodeURIComponent(address)
  } catch {
    return undefined
  }
  if (name.includes('\0') || name.includes('\\') || name.split('/').some((part) => part.startsWith('.'))) return undefined
  const path = join(root, name.endsWith('/') ? `${name}index.html` : name)
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return undefined
  const real = realpathSync(path)
  return real.startsWith(root + sep) ? real : undefined
}

function send(context: Context, path: string | undefined, cache: string): Response {
  if (path === undefined) return context.text('There is no such page.', 404)
  const { size } = statSync(path)
  const sent = {
    'Content-Type': types[extname(path).toLowerCase()] ?? 'application/octet-stream',
    'Content-Length': String(size),
    'Cache-Control': cache,
  }
  if (context.req.method === 'HEAD' || size === 0) return context.body(null, 200, sent)
  return context.body(Readable.toWeb(createReadStream(path, { end: size - 1 })) as ReadableStream, 200, sent)
}
