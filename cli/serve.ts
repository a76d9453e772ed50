import { randomBytes } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { fileURLToPath } from 'node:url'
import { type Command, Option } from 'commander'
import { app } from '../server/app.ts'
import { isLoopback } from '../server/gate.ts'
import { type Listening, listen } from '../server/listen.ts'
import { StoredFiles } from '../server/stored.ts'
import { filesAt } from './files.ts'
import { ExitCode } from './interrupt.ts'
import { wholeNumber, withOutputFlags } from './options.ts'
import { badFile, usage } from './problem.ts'
import { loadFile } from './scenario.ts'
import { type Screen, screen } from './screen.ts'

export interface ServeFlags {
  readonly host: string
  readonly port: number
  readonly json: boolean
  readonly quiet: boolean
}

export const withServeFlags = (command: Command) =>
  withOutputFlags(command)
    .addOption(new Option('--port <n>', 'the next free one if it is taken').argParser(wholeNumber(0, 65_535)).default(8100))
    .addOption(
      new Option('--host <address>', 'where to listen; any other than this machine needs the token that is printed').default('127.0.0.1'),
    )

export function serve(program: Command) {
  withServeFlags(program.command('serve'))
    .summary('the viewer, with stored runs')
    .description('Serves the 3D viewer and the logs and scenarios of a folder; a scenario or log named here is opened first.')
    .argument('[path]', 'scenario, log, or folder of them', '.')
    .addHelpText(
      'after',
      '\nExamples:\n  takt serve\n  takt serve first-plant.yaml\n  takt serve runs/ --port 9000\n  takt serve --host 0.0.0.0',
    )
    .action(async (path: string, flags: ServeFlags) => {
      const isFile = filesAt(path, []).includes(path)
      if (isFile && /\.ya?ml$/.test(path)) loadFile(path, { set: [] })
      await serveUntilStopped(path, flags, screen(flags))
    })
}

/** Serves until it is told to stop, which is how it is meant to end: exit code 0. */
export async function serveUntilStopped(path: string, flags: ServeFlags, out: Screen): Promise<void> {
  const { url, listening } = await start(path, flags)
  out.document({ url })
  out.say(`${url}\n`)
  out.note('Ctrl-C ends it.')
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
  await listening.close()
  process.exitCode = ExitCode.done
}

async function start(path: string, { host, port }: ServeFlags): Promise<{ url: string; listening: Listening }> {
  const viewer = builtViewer()
  const token = isLoopback(host.includes(':') ? `[${host}]` : host) ? null : randomBytes(18).toString('base64url')
  const listening = await listen(app({ viewer, stored: new StoredFiles(path), token }), { host, port }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
        throw usage('--host', `${host} is no address of this machine`, 'leave it out, or use 0.0.0.0')
      if (error.code === 'EACCES') throw usage('--port', `port ${port} needs more rights`, 'take one above 1023')
      if (error.code === 'EADDRINUSE') throw usage('--port', `port ${port} and those after it are taken`, 'name a free one')
      throw error
    },
  )
  const name = host === '0.0.0.0' || host === '::' ? outerAddress() : host
  const query = token === null ? '' : `?token=${token}`
  return { url: `http://${name.includes(':') ? `[${name}]` : name}:${listening.port}/${query}`, listening }
}

/** Beside the folder this is built into. */
function builtViewer(): string {
  const folder = fileURLToPath(new URL('../viewer', import.meta.url))
  if (existsSync(folder) && statSync(folder).isDirectory()) return folder
  throw badFile(folder, 'the viewer is not built', 'run `npm run build`')
}

/** What others on the network call this machine. */
function outerAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1'
}
