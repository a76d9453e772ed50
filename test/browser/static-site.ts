import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
}

/** A folder as the plainest of web servers gives it out; `extra` are files that lie nowhere, by their path. */
export async function staticSite(folder: string, extra: Readonly<Record<string, string | Uint8Array>> = {}) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://site').pathname)
    const own = Object.hasOwn(extra, path.slice(1)) ? extra[path.slice(1)] : undefined
    const file = join(folder, normalize(path.endsWith('/') ? `${path}index.html` : path))
    if (own === undefined && !(existsSync(file) && statSync(file).isFile())) {
      response.writeHead(404).end()
      return
    }
    response.writeHead(200, { 'Content-Type': types[extname(own === undefined ? file : path)] ?? 'application/octet-stream' })
    response.end(own ?? readFileSync(file))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, close: () => new Promise<void>((resolve) => server.close(() => resolve())) }
}
