import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'

export interface Listening {
  readonly port: number
  close(): Promise<void>
}

/** Ports tried before giving up. */
const TRIES = 100

/** Serves at `port`, or at the next free one. Rejects with the system's error where none can be had. */
export async function listen(app: Hono, { host, port }: { host: string; port: number }): Promise<Listening> {
  for (let next = port; ; next++) {
    const server = createAdaptorServer({ fetch: app.fetch }) as Server
    const error = await tryPort(server, host, next)
    if (error === null) return { port: portOf(server), close: () => closed(server) }
    if (error.code !== 'EADDRINUSE' || next - port >= TRIES || next >= 65_535) throw error
  }
}

function tryPort(server: Server, host: string, port: number): Promise<NodeJS.ErrnoException | null> {
  return new Promise((resolve) => {
    server.once('error', resolve)
    server.listen(port, host, () => {
      server.off('error', resolve)
      resolve(null)
    })
  })
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
