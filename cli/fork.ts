import { existsSync } from 'node:fs'
import { type Command, Option } from 'commander'
import type { ForkAsked, Luck } from '../engine/experiment/fork.ts'
import { unlike } from '../engine/experiment/fork.ts'
import { decodeState, isState, StateFileError } from '../engine/experiment/state-file.ts'
import { RNG_VERSION, VERSION } from '../engine/experiment/version.ts'
import { LogError } from '../engine/log/log-error.ts'
import { openLog } from '../engine/log/reader.ts'
import type { Subject } from '../index.ts'
import { scenarioHash } from '../scenarios/hash.ts'
import type { Scenario } from '../scenarios/model.ts'
import { instant, readLocalTime } from '../scenarios/moment.ts'
import { readDuration } from '../scenarios/units.ts'
import { readBytes } from './files.ts'
import type { RunFlags } from './options.ts'
import { badFile, usage } from './problem.ts'
import { duration } from './quantity.ts'

export interface ForkFlags {
  readonly from?: string
  readonly luck?: Luck
}

export function withForkFlags(command: Command): Command {
  return command
    .option(
      '--from <moment|log@moment|state>',
      'go on from a moment: of the scenario\'s own run ("3 d"), of a recorded run (run.takt@"3 d"), or as `takt checkpoint` saved it',
    )
    .addOption(
      new Option('--luck <luck>', 'after that moment: fresh for each replication (default), or the same').choices(['fresh', 'same']),
    )
}

/** Where to go on from, as the library takes it; what cannot be is refused. `base` is the plant up to that moment. */
export function forkAsked(flags: RunFlags & ForkFlags, base: Subject, plants: readonly Subject[]): ForkAsked | undefined {
  const { from, luck, until = plants[0]!.scenario.horizon, warmUp = 0 } = flags
  if (from === undefined) {
    if (luck !== undefined) throw usage('--luck', '`--luck` is about what comes after --from, and there is no --from', 'add --from "3 d"')
    return undefined
  }
  if (warmUp === 'auto')
    throw usage(
      '--warm-up',
      'a run that goes on from a moment has no warm-up to be found',
      'leave it out: it is measured from that moment on',
    )
  const asked = { ...origin(from, base), ...(luck && { luck }) }
  if (asked.at >= until)
    throw usage(
      '--from',
      `the moment ${duration(asked.at)} is not before the end of the run, ${duration(until)}`,
      'name an earlier one, or run longer',
    )
  if (asked.at + warmUp >= until)
    throw usage(
      '--warm-up',
      `${duration(warmUp)} after ${duration(asked.at)} nothing of the run is left to measure`,
      'cut off less, or run longer',
    )
  if (luck === 'same' && (flags.replications ?? 1) > 1)
    throw usage('--replications', 'the same luck has one future, however often it is run', 'leave --replications out, or take fresh luck')
  for (const { scenario } of plants) {
    const why = unlike(asked.scenario, scenario)
    if (why !== null) throw usage('--from', why, 'change numbers and rules only, or list in the base what is to come later')
  }
  return asked
}

function origin(from: string, base: Subject): ForkAsked {
  const moment = secondsOf(from, base.scenario)
  if (moment !== null) return { ...base, at: moment }
  const at = from.lastIndexOf('@')
  if (at > 0) return ofLog(from.slice(0, at), from.slice(at + 1))
  if (!existsSync(from))
    throw usage(
      '--from',
      `\`${from}\` is no moment, and there is no such file`,
      'write a duration such as "3 d", a date such as 2026-03-02T06:00, log@moment, or a file of `takt checkpoint`',
    )
  return ofState(from)
}

/** A run is decided by scenario, seed and replication: so its log names every state that it went through. */
function ofLog(path: string, text: string): ForkAsked {
  const bytes = readBytes(path)
  const { header, endTime } = reading(path, () => openLog<Scenario>(bytes))
  const { origin, scenario, seed, replication, takt, rng } = header
  if (origin !== 'simulated') throw badFile(path, 'this is a log of a real plant, whose future nobody has', 'name the log of a run')
  if (takt !== VERSION || rng !== RNG_VERSION)
    throw badFile(path, `this log was written by Takt ${takt}, and its run cannot be repeated by ${VERSION}`, 'record the run anew')
  const hash = scenarioHash(scenario)
  if (hash !== header.scenarioHash)
    throw badFile(
      path,
      'the run of this log had hidden faults, which no log holds',
      'give the moment alone: --from "3 d" with its scenario',
    )
  const moment = secondsOf(text, scenario)
  if (moment === null)
    throw usage('--from', `\`${text}\` is not a moment`, 'write a duration such as 3 d, or a date such as 2026-03-02T06:00')
  if (moment > endTime / 1e6)
    throw usage('--from', `${path} ends ${duration(endTime / 1e6)} after its start, before ${text}`, 'name an earlier moment')
  return { scenario, hash, at: moment, seed, replication }
}

function ofState(path: string): ForkAsked {
  const bytes = readBytes(path)
  if (!isState(bytes))
    throw badFile(
      path,
      'this is neither a moment nor a saved state',
      'write a duration such as "3 d", log@moment such as run.takt@"3 d", or a file of `takt checkpoint`',
    )
  return reading(path, () => decodeState(bytes))
}

/** Seconds after the start; null where the text is no moment. RangeError-free: a moment before the start is refused. */
export function secondsOf(text: string, { startTime, timeZone }: Scenario): number | null {
  const date = readLocalTime(text)
  const seconds =
    date === undefined ? readDuration(text) : 'message' in date ? null : (instant(date, timeZone) - Date.parse(startTime)) / 1000
  if (typeof seconds !== 'number' || !Number.isFinite(seconds)) return null
  if (seconds < 0) throw usage('--from', `the moment ${text} lies before the start`, 'name one at or after it')
  return seconds
}

function reading<T>(path: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof LogError) throw badFile(path, error.message, 'name a log of Takt, whole')
    if (error instanceof StateFileError) throw badFile(path, error.message, 'save it anew with `takt checkpoint`')
    throw error
  }
}
