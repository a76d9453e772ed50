import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { makeFolder, SCENARIO, writeFile, writing } from './files.ts'
import { ExitCode } from './interrupt.ts'
import { withOutputFlags } from './options.ts'
import { badFile } from './problem.ts'
import { screen } from './screen.ts'

const NAME = 'first-plant.yaml'

export function init(program: Command) {
  withOutputFlags(program.command('init'))
    .summary('a first scenario to edit, and what to type next')
    .description('Writes a first scenario, two machines and a rack between them, and says what to type next.')
    .argument('[dir]', 'folder to write it to', '.')
    .addHelpText('after', '\nExamples:\n  takt init\n  takt init my-plant')
    .action((folder: string, flags: { json: boolean; quiet: boolean }) => {
      const out = screen(flags)
      const path = join(folder, NAME)
      writing(folder, () => makeFolder(folder))
      if (existsSync(path))
        throw badFile(path, 'this file is there already, and it is not overwritten', 'name another folder, or move it away')
      writeFile(path, firstPlant, SCENARIO)
      out.document({ file: path })
      out.say(`${path} is written: two machines and a rack between them. Next:\n`)
      out.say(`  takt run ${path}                                      its throughput, lead time and machine states`)
      out.say(`  takt run ${path} --set buffers.rack.capacity=5        the same with less room`)
      out.say(`  takt serve ${path}                                    watch it in 3D`)
      out.say('\nThen open it in an editor, change a time, and run it again.')
      process.exitCode = ExitCode.done
    })
}

const firstPlant = `# A first plant for Takt: two machines and a rack between them.
#
#   takt run first-plant.yaml        what it makes, with intervals
#   takt validate first-plant.yaml   every mistake at once
#   takt serve first-plant.yaml      watch it in 3D
#
# Durations carry units (s, min, h, d); a bare number is seconds.
schema: takt/1
title: Two machines and a rack
horizon: 8 h          # how long a run is: one shift
warmUp: 1 h           # cut off before measuring: the plant starts empty
replications: 10      # independent runs; more of them give narrower intervals
seed: 1               # all chance comes from this number: the same seed, the same run

# What a unit passes through, from top to bottom.
flow:
  # One blank arrives every 60 s.
  - source: { id: blanks, every: 60 s }

  # Drilling takes 52 s on average, give or take 8 s. 98.5 % of the units are good, the others are scrapped.
  # After four hours of work, on average, the drill fails; the repair takes 12 min on average.
  - station:
      id: drill
      time: { kind: lognormal, mean: 52 s, sd: 8 s }
      yield: 98.5 %
      failures:
        - clock: processing
          after: { kind: exponential, mean: 4 h }
          repair: { kind: erlang, k: 2, mean: 12 min }

  # Room for 20 units. When it is full the drill has to wait (blocked); when it is empty, the mill (starved).
  - buffer: { id: rack, capacity: 20 }

  # Milling takes exactly 55 s.
  - station: { id: mill, time: 55 s }

  - sink: { id: shipped }
`
