import { Command, CommanderError } from 'commander'
import { RunFailed } from '../engine/experiment/pool.ts'
import { VERSION } from '../engine/experiment/version.ts'
import { init } from './init.ts'
import { ExitCode } from './interrupt.ts'
import { BadInput, usage } from './problem.ts'
import { run as runCommand } from './run.ts'
import { screen } from './screen.ts'

/** Does what was typed, and gives the exit code. Nothing is thrown: whatever goes wrong is said in the user's words. */
export async function run(args: readonly string[]): Promise<ExitCode> {
  const out = screen({ json: args.includes('--json'), quiet: false })
  try {
    await program().parseAsync(args, { from: 'user' })
    return (process.exitCode as ExitCode | undefined) ?? ExitCode.done
  } catch (error) {
    return complain(error, out)
  }
}
