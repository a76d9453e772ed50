import { Command, CommanderError, Help } from 'commander'
import { RunFailed } from '../engine/experiment/pool.ts'
import { VERSION } from '../engine/experiment/version.ts'
import { alarmsCommand } from './alarms.ts'
import { batch } from './batch.ts'
import { causesCommand } from './causes.ts'
import { checkpoint } from './checkpoint.ts'
import { compare } from './compare.ts'
import { demo } from './demo.ts'
import { equipmentCommand } from './equipment.ts'
import { fitCommand } from './fit.ts'
import { forecastCommand } from './forecast.ts'
import { importCommand } from './import.ts'
import { improve } from './improve.ts'
import { init } from './init.ts'
import { insteadCommand } from './instead.ts'
import { ExitCode } from './interrupt.ts'
import { kpiCommand } from './kpi.ts'
import { lose } from './lose.ts'
import { optimize } from './optimize.ts'
import { ordersCommand } from './orders.ts'
import { BadInput, badFile, usage } from './problem.ts'
import { qualityCommand } from './quality.ts'
import { reportCommand } from './report.ts'
import { reproduce } from './reproduce.ts'
import { run } from './run.ts'
import { scorecardCommand } from './scorecard.ts'
import { screen } from './screen.ts'
import { select } from './select.ts'
import { serve } from './serve.ts'
import { stockCommand } from './stock.ts'
import { sweep } from './sweep.ts'
import { traceCommand } from './trace.ts'
import { validate } from './validate.ts'
import { wasteCommand } from './waste.ts'

/** Does what was typed and sets the exit code. Nothing is thrown: whatever goes wrong is said in the user's words. */
export async function takt(args: readonly string[]): Promise<void> {
  if (args.length === 0) {
    process.stderr.write(program().helpInformation())
    process.exitCode = ExitCode.badInput
    return
  }
  try {
    await program().parseAsync(args, { from: 'user' })
  } catch (error) {
    complain(error, args)
  }
}

/** Says what went wrong, and sets the exit code that goes with it. */
export function complain(error: unknown, args: readonly string[]): void {
  if (error instanceof CommanderError && error.exitCode === 0) return
  const out = screen({ json: args.includes('--json'), quiet: false })
  const bad = userMistake(error, args)
  if (bad !== null) {
    out.problems(bad)
    process.exitCode = ExitCode.badInput
    return
  }
  const message = `Takt failed, and that is a mistake in Takt and not yours: ${error instanceof Error ? error.message : String(error)}`
  const remedy = 'Please report it with the command you typed and the scenario. TAKT_DEBUG=1 adds where it happened.'
  out.problems(usage('', message, remedy))
  if (process.env.TAKT_DEBUG === '1' && error instanceof Error) process.stderr.write(`${error.stack}\n`)
  process.exitCode = ExitCode.bug
}

function program(): Command {
  const takt = new Command('takt')
    .description('A digital twin of a factory: simulate, compare, optimize, replay.')
    .version(VERSION)
    .addHelpText('after', '\nExamples:\n  takt init\n  takt run first-plant.yaml\n  takt help run')
  for (const command of [init, run, validate, compare, select, batch, sweep, optimize, improve]) command(takt)
  takt.addCommand(importCommand()).addCommand(fitCommand())
  takt.addCommand(reportCommand()).addCommand(ordersCommand()).addCommand(forecastCommand()).addCommand(qualityCommand())
  takt.addCommand(alarmsCommand())
  takt.addCommand(equipmentCommand())
  takt.addCommand(causesCommand())
  takt.addCommand(traceCommand()).addCommand(scorecardCommand())
  takt.addCommand(kpiCommand()).addCommand(wasteCommand()).addCommand(insteadCommand())
  takt.addCommand(stockCommand())
  for (const command of [lose, checkpoint, reproduce, serve, demo]) command(takt)
  for (const command of [takt, ...takt.commands])
    command
      .exitOverride()
      .configureOutput({ writeErr: () => {} })
      .configureHelp({ optionDescription })
  return takt
}

/** That a switch is off unless it is set goes without saying. */
const optionDescription: Help['optionDescription'] = (option) =>
  option.isBoolean() ? option.description : new Help().optionDescription(option)

/** Null where it is nobody's mistake but ours. */
function userMistake(error: unknown, args: readonly string[]): BadInput | null {
  if (error instanceof BadInput) return error
  if (error instanceof RunFailed) {
    const [file, ...more] = args.filter((arg) => /\.(ya?ml|json)$/.test(arg))
    const message = `the simulation cannot be run: ${error.message}`
    const remedy = 'check the times, routes and capacities of the scenario'
    return file === undefined || more.length > 0 ? usage('', message, remedy) : badFile(file, message, remedy)
  }
  if (!(error instanceof CommanderError)) return null
  const [first = '', hint] = error.message.replace(/^error: /, '').split('\n')
  const culprit = first.match(/'([^' ]+)/)?.[1] ?? ''
  const near = hint?.match(/\(Did you mean (.+)\?\)/)?.[1]
  const command = args.find((arg) => !arg.startsWith('-'))
  const known = error.code !== 'commander.unknownCommand' && command !== undefined
  return usage(culprit, first, near ? `did you mean ${near}?` : `see \`takt ${known ? `${command} ` : ''}--help\``)
}
