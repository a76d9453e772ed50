import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { put, quickPlant, type Running, start, takt, temporaryFolder } from './takt.ts'

const folder = temporaryFolder()
const plant = put(folder, 'plant.yaml', quickPlant)
const log = join(folder, 'day.takt')
const running: Running[] = []

beforeAll(async () => {
  await takt('run', plant, '--log', log, '--replications', '1')
  mkdirSync(join(folder, 'deeper'))
  writeFileSync(join(folder, 'deeper', 'secret.yaml'), 'secret')
  writeFileSync(join(folder, 'notes.txt'), 'private')
  writeFileSync(join(folder, '.hidden.yaml'), 'hidden')
  symlinkSync('/etc/passwd', join(folder, 'link.yaml'))
})

afterEach(async () => {
  for (const { child, ended } of running.splice(0)) {
    child.kill('SIGTERM')
    expect((await ended).code).toBe(0)
  }
})

/** Starts a server and gives the address it prints. */
async function served(...args: string[]): Promise<string> {
  const one = start(['serve', ...args, '--json'])
  running.push(one)
  await expect.poll(one.stdout, { timeout: 20_000 }).toContain('\n')
  return JSON.parse(one.stdout()).url
}

/** As it is typed: `fetch` would tidy the path. */
function raw(url: string, path: string, headers: Record<string, string> = {}): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, headers }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
    })
      .on('error', reject)
      .end()
  })
}

describe('takt serve', () => {
  it('serves the viewer with headers that keep everything else out', async () => {
    const url = await served(folder, '--port', '0')
    const page = await fetch(url)
    expect(page.status).toBe(200)
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(page.headers.get('x-content-type-options')).toBe('nosniff')
    const script = (await page.text()).match(/src="\.?\/?([^"]+\.js)"/)?.[1]
    const code = await fetch(new URL(script!, url))
    expect(code.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  })

  it('offers the logs and scenarios of the folder, and the one that was named is opened first', async () => {
    const url = await served(log, '--port', '0')
    const stored = await (await fetch(new URL('stored.json', url))).json()
    expect(stored.files.map(({ name, kind }: { name: string; kind: string }) => [name, kind])).toEqual([
      ['day.takt', 'log'],
      ['plant.yaml', 'scenario'],
    ])
    expect(stored.open).toBe('stored/day.takt')
    const bytes = await (await fetch(new URL(stored.open, url))).arrayBuffer()
    expect(Buffer.from(bytes).subarray(0, 8).toString()).toBe('TAKT-LOG')
    expect(await (await fetch(new URL('stored/plant.yaml', url))).text()).toBe(quickPlant)
  })

  it('gives nothing that lies elsewhere', async () => {
    const url = await served(folder, '--port', '0')
    for (const path of [
      '/../package.json',
      '/..%2f..%2fpackage.json',
      '/%2e%2e/%2e%2e/package.json',
      '/assets/../../../package.json',
      '/..%5c..%5cpackage.json',
      '/stored/..%2f..%2f..%2fetc%2fpasswd',
      '/stored/../../../../etc/passwd',
      '/stored/deeper%2fsecret.yaml',
      '/stored/notes.txt',
      '/stored/.hidden.yaml',
      '/stored/link.yaml',
      '/stored/plant.yaml%00',
      '/%',
      '/stored/%',
    ]) {
      const { status, body } = await raw(url, path)
      expect({ path, status }).toEqual({ path, status: expect.toSatisfy((code: number) => code === 404 || code === 400) })
      expect(body).not.toMatch(/root:|"name": "takt"|secret|private|hidden/)
    }
  })

  it('takes the next free port where its own is taken', async () => {
    const taken = createServer()
    const port = await new Promise<number>((resolve) => {
      taken.listen(0, '127.0.0.1', () => {
        const address = taken.address()
        resolve(typeof address === 'object' && address ? address.port : 0)
      })
    })
    const url = await served(folder, '--port', String(port))
    expect(Number(new URL(url).port)).toBeGreaterThan(port)
    expect((await fetch(url)).status).toBe(200)
    taken.close()
  })

  it('answers only to the name of this machine, so that no other site can read along', async () => {
    const url = await served(folder, '--port', '0')
    expect((await raw(url, '/stored.json', { host: 'evil.example' })).status).toBe(403)
    expect((await raw(url, '/stored.json', { host: `localhost:${new URL(url).port}` })).status).toBe(200)
  })

  it('wants its token of every request where others can ask', async () => {
    const printed = new URL(await served(folder, '--port', '0', '--host', '0.0.0.0'))
    const url = `http://127.0.0.1:${printed.port}/`
    const token = printed.searchParams.get('token')!
    expect(token.length).toBeGreaterThanOrEqual(20)
    for (const path of ['', 'stored.json', 'stored/plant.yaml', '?token=wrong']) expect((await fetch(url + path)).status).toBe(401)
    const first = await fetch(`${url}?token=${token}`, { redirect: 'manual' })
    expect(first.status).toBe(302)
    const cookie = first.headers.get('set-cookie')!
    expect(cookie).toMatch(/HttpOnly/)
    expect(first.headers.get('location')).not.toContain(token)
    expect((await fetch(`${url}stored.json`, { headers: { cookie: cookie.split(';')[0]! } })).status).toBe(200)
    expect((await fetch(`${url}stored.json`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200)
    expect((await fetch(`${url}stored.json`, { headers: { authorization: `Bearer ${token}x` } })).status).toBe(401)
  })
})
