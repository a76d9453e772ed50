import { hashNatively } from '../engine/worker/native-hash.ts'
import { ExitCode } from './interrupt.ts'
import { complain, takt } from './program.ts'

const args = process.argv.slice(2)

// Whoever reads our output may stop reading (`| head`): then there is nobody left to tell.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? process.exitCode : ExitCode.bug)
  })
}

// What nobody waited for can fail too.
for (const event of ['uncaughtException', 'unhandledRejection']) {
  process.on(event, (error: unknown) => {
    complain(error, args)
    process.exit()
  })
}

hashNatively()
await takt(args)
