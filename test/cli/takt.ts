import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'

export const bin = fileURLToPath(new URL('../../bin/takt.js', import.meta.url))

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Running {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
  /** What has come so far. */
  readonly stdout: () => string
}

/** Starts `takt` as a user would. */
export function start(args: readonly string[], { cwd, env }: { cwd?: string; env?: Record<string, string> } = {}): Running {
  const child = spawn(process.execPath, [bin, ...args], {
    ...(cwd !== undefined && { cwd }),
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
  return { child, ended, stdout: () => stdout }
}

export const takt = (...args: readonly string[]): Promise<Ended> => start(args).ended

/** A folder that is gone after the tests of a file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'takt-cli-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Writes a file into a folder and gives its path. */
export function put(folder: string, name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

/** A plant that is simulated in a moment. */
export const quickPlant = `schema: takt/1
id: quick
title: A quick plant
horizon: 4 h
replications: 4
flow:
  - source: { id: blanks, every: { kind: exponential, mean: 60 s } }
  - station: { id: drill, time: { kind: lognormal, mean: 50 s, sd: 8 s }, yield: 98 % }
  - buffer: { id: rack, capacity: 20 }
  - station: { id: mill, time: { kind: exponential, mean: 45 s } }
  - sink: { id: shipped }
`
