import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { reportOf } from '../../analysis/report/report.ts'
import { EventKind, STATE_NAMES } from '../../engine/log/events.ts'
import { type Log, openLog } from '../../engine/log/reader.ts'
import { type ImportCounts, importMtconnect } from '../../live/mtconnect/import.ts'
import { readMoment } from '../../live/mtconnect/moment.ts'
import type { Scenario } from '../../scenarios/model.ts'

/** Real recordings that are not part of the project; beside it, or nowhere. */
const data = fileURLToPath(new URL('../../../shared/data', import.meta.url))
const there = existsSync(data)
if (!there) console.log(`skipped: the recordings of real machines are not there (${data})`)

async function imported(folder: string, from: string | null, to: string | null) {
  const files = readdirSync(`${data}/${folder}`).filter((name) => name.endsWith('.gz'))
  const pieces: Uint8Array[] = []
  const moment = (text: string | null) => (text === null ? null : readMoment(text)!)
  const outcome = await importMtconnect(
    {
      files: files.map((name) => ({ path: `${data}/${folder}/${name}`, device: null })),
      devices: `${data}/${folder}/Devices.xml`,
      from: moment(from),
      to: moment(to),
      silenceSeconds: 'auto',
      takt: 'test',
    },
    (bytes) => pieces.push(bytes),
  )
  if (outcome.kind === 'refused') throw new Error(JSON.stringify(outcome.problems))
  return { counts: outcome.counts, log: openLog<Scenario>(Buffer.concat(pieces)) }
}

const textOf = (folder: string, name: string) => gunzipSync(readFileSync(`${data}/${folder}/${name}`)).toString()

/** Another way to the same numbers, as one would script it for these files: sort, keep the last of each key, look second by second no further than the lines. */
function secondsPerState(text: string, keys: { execution: string; mode: string }, from: number, to: number, tolerance: number) {
  const rows = text
    .split('\n')
    .filter((line) => /^\d{4}-/.test(line) && !line.includes('ASSET'))
    .map((line, i) => ({ time: epoch(line.slice(0, line.indexOf('|'))), i, cells: line.split('|').slice(1) }))
    .sort((a, b) => a.time - b.time || a.i - b.i)
  const now: Record<string, string> = {}
  const faults = new Set<string>()
  const seconds: Record<string, number> = {}
  const add = (state: string, start: number, end: number) => {
    const length = Math.min(end, to) - Math.max(start, from)
    if (length > 0) seconds[state] = (seconds[state] ?? 0) + length
  }
  add('unknown', from, rows[0]!.time)
  for (const [r, { time, cells }] of rows.entries()) {
    if (cells.length === 6 && /^(normal|warning|fault|unavailable)$/i.test(cells[1]!)) {
      const [key, level, code] = cells as [string, string, string]
      if (/fault/i.test(level)) faults.add(`${key} ${code}`)
      else
        for (const one of [...faults])
          if (one === `${key} ${code}` || (one.startsWith(`${key} `) && (code === '' || /unav/i.test(level)))) faults.delete(one)
    } else for (let i = 0; i + 1 < cells.length; i += 2) now[cells[i]!] = cells[i + 1]!
    const next = rows[r + 1]?.time
    if (next === undefined) {
      add('unknown', time, to)
      break
    }
    const execution = now[keys.execution] ?? 'UNAVAILABLE'
    const state =
      now.avail === 'UNAVAILABLE' || execution === 'UNAVAILABLE'
        ? 'unknown'
        : now.estop === 'TRIGGERED' || (faults.size > 0 && execution !== 'ACTIVE')
          ? 'waitRepair'
          : now[keys.mode] === 'MAINTENANCE'
            ? 'maintenance'
            : now[keys.mode] === 'SETUP' || now[keys.mode] === 'TEARDOWN'
              ? 'setup'
              : execution === 'ACTIVE'
                ? 'processing'
                : execution === 'WAIT'
                  ? 'starved'
                  : /^(STOPPED|READY|PROGRAM_COMPLETED)$/.test(execution)
                    ? 'idle'
                    : 'waiting'
    add(state, time, Math.min(next, time + tolerance))
    add('unknown', time + tolerance, next)
  }
  return seconds
}

/** Seconds since 1970, as floating-point number: another reading of the same text. */
const epoch = (stamp: string) => Date.parse(`${stamp.slice(0, 19)}Z`) / 1000 + Number(`0${stamp.slice(19).replace('Z', '')}` || 0)

describe.skipIf(!there)('one day of eight machine tools', () => {
  let counts: ImportCounts
  let log: Log<Scenario>
  beforeAll(async () => {
    ;({ counts, log } = await imported('smstestbed', '2016-11-01T00:00Z', '2016-11-01T24:00Z'))
  }, 60_000)

  const atWork = ['GFAgie01', 'Mazak01', 'Mazak03']
  const away = ['Hurco01', 'Hurco02', 'Hurco03', 'Hurco04', 'Hurco06']

  it('all lines are read, and none is dropped', () => {
    const files = readdirSync(`${data}/smstestbed`).filter((name) => name.endsWith('.gz'))
    const lines = files.map((name) => textOf('smstestbed', name).split('\n').length - 1)
    expect(lines.reduce((sum, count) => sum + count, 0)).toBe(157_622)
    expect(counts.machines.map(({ lines }) => lines.total)).toEqual(lines)
    for (const { lines, readings } of counts.machines) {
      expect(lines).toMatchObject({ data: lines.total, unreadable: 0 })
      expect(readings.before + readings.within + readings.after).toBe(lines.total)
    }
    let raw = 0
    log.scan(0, log.count, ({ kind }) => {
      if (kind === EventKind.dataReported || kind === EventKind.conditionReported) raw++
    })
    expect(raw).toBe(counts.machines.reduce((sum, { readings }) => sum + readings.within + readings.carried, 0))
    expect(log.count).toBe(counts.events)
    expect(log.verify()).toMatchObject({ complete: true, problem: null })
  })

  it("every machine's states add up to 86,400 s, in the counts and in the log", () => {
    expect(counts.machines.map(({ device }) => device).sort()).toEqual([...atWork, ...away].sort())
    const report = reportOf(log)
    counts.machines.forEach(({ states }, i) => {
      const micros = Object.values(states).reduce((sum, seconds) => sum + Math.round(seconds * 1e6), 0)
      expect(micros).toBe(86_400e6)
      expect(report.machines[i]!.seconds).toBe(86_400)
      expect(report.machines[i]!.states).toEqual(states)
    })
  })

  it('five machines are unknown all day', () => {
    const unknown = counts.machines.filter(({ states }) => states.unknown === 86_400).map(({ device }) => device)
    expect(unknown.sort()).toEqual(away)
  })

  it('a script of another kind finds the same shares', () => {
    const from = Date.parse('2016-11-01T00:00Z') / 1000
    for (const { device, file, states, silenceSeconds } of counts.machines) {
      const expected = secondsPerState(
        gunzipSync(readFileSync(file)).toString(),
        { execution: 'execution', mode: 'none' },
        from,
        from + 86_400,
        silenceSeconds,
      )
      for (const name of STATE_NAMES) expect(states[name], `${device} ${name}`).toBeCloseTo(expected[name] ?? 0, 3)
      expect(atWork.includes(device)).toBe((expected.processing ?? 0) > 0)
    }
  })

  it('is unknown before the first and after the last evidence', () => {
    log.header.scenario.stations.forEach(({ id }, station) => {
      const found: { time: number; state: number }[] = []
      log.scan(0, log.count, ({ kind, subject, time, b }) => {
        if (kind === EventKind.equipmentState && subject === station) found.push({ time: time / 1e6, state: b })
      })
      const machine = counts.machines[station]!
      const last = epoch(machine.lastLine!) - epoch('2016-11-01T00:00:00Z')
      expect(found[0]).toEqual({ time: 0, state: 0 })
      expect(found.at(-1)!.state).toBe(0)
      expect(found.at(-1)!.time, id).toBeLessThan(Math.max(0, last) + 2e-6)
    })
  })

  it('says programs, overrides and alarms', () => {
    const { machines } = reportOf(log)
    const agie = machines.find(({ station }) => station === 'GFAgie01')!
    expect(agie.programs.map(({ value }) => value).sort()).toEqual([
      'TNC:\\BRIAN\\Coil Holder v2 Bottom.H',
      'TNC:\\BRIAN\\DichroicMount5.H',
      'TNC:\\BRIAN\\WARMUP.H',
    ])
    expect(agie.alarms[0]).toMatchObject({ level: 'fault', key: 'logic', text: '[81000046] 70 FEED OVERRIDE = 0 %', times: 5 })
    expect(agie.overrides.map(({ key }) => key)).toEqual(['Fovr', 'Sovr'])
    expect(agie.effectiveness.availability.value).toBeCloseTo(agie.states.processing / (agie.seconds - agie.states.unknown), 9)
    expect(agie.effectiveness.oee).toEqual({ value: null, why: ['pieces', 'cycleTime'] })
  })
})

describe.skipIf(!there)('minutes of a multi-tasking machine', () => {
  let counts: ImportCounts
  beforeAll(async () => {
    ;({ counts } = await imported('okuma', null, null))
  }, 60_000)

  it('every line is one of data, asset, control, blank or unreadable, and 1,165 came late', () => {
    const [okuma] = counts.machines
    const all = textOf('okuma', 'okuma.shdr.txt.gz').split('\n').slice(0, -1)
    const control = all.filter((line) => /^\s*\*/.test(line)).length
    const stamped = all.filter((line) => /^\d{4}-/.test(line))
    const asset = stamped.filter((line) => /^[^|]*\|@[A-Z_]+@/.test(line)).length
    expect(okuma!.lines).toEqual({
      total: all.length,
      data: stamped.length - asset,
      asset: all.length - control - stamped.length + asset,
      control,
      blank: 0,
      unreadable: 0,
    })
    expect(okuma!.lines.total).toBe(10_770)
    expect(okuma!.findings.find(({ kind }) => kind === 'outOfOrder')?.count).toBe(1165)
  })

  it('a script of another kind finds the same shares, and the parts it made', () => {
    const [okuma] = counts.machines
    const text = textOf('okuma', 'okuma.shdr.txt.gz')
    const keys = { execution: 'pexecution', mode: 'fmode' }
    const expected = secondsPerState(text, keys, epoch(counts.from), epoch(counts.to), okuma!.silenceSeconds)
    for (const name of STATE_NAMES) expect(okuma!.states[name], name).toBeCloseTo(expected[name] ?? 0, 3)
    expect(okuma!.pieces).toBe(5)
    expect(counts.withoutFile).toEqual(['Mazak'])
  })
})
