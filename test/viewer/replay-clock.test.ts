import { describe, expect, it } from 'vitest'
import { ReplayClock } from '../../viewer/clock/replay-clock.ts'

/** A clock over 0 … 1000 s whose watcher's time is moved by hand, in seconds. */
function bench() {
  let wall = 0
  const clock = new ReplayClock(() => wall * 1000)
  clock.setRange(0, 1000, false)
  clock.setSpeed(100)
  const pass = (seconds: number) => {
    wall += seconds
    return clock.tick()
  }
  return { clock, pass }
}

describe('the replay clock', () => {
  it('stands still until it is played, then runs at its speed', () => {
    const { clock, pass } = bench()
    expect(pass(0.1)).toBe(false)
    expect(clock.now).toBe(0)
    clock.play()
    pass(0.1)
    expect(clock.now).toBeCloseTo(10)
    clock.pause()
    expect(pass(0.1)).toBe(false)
    expect(clock.now).toBeCloseTo(10)
  })

  it('runs backwards, and stops at either end', () => {
    const { clock, pass } = bench()
    clock.seek(5)
    clock.play(-1)
    pass(0.02)
    expect(clock.now).toBeCloseTo(3)
    pass(0.2)
    expect([clock.now, clock.playing]).toEqual([0, false])
    clock.seek(995)
    clock.play()
    pass(0.2)
    expect([clock.now, clock.playing]).toEqual([1000, false])
  })

  it('starts over when it is played at its end', () => {
    const { clock } = bench()
    clock.seek(1000)
    clock.play()
    expect([clock.now, clock.playing]).toEqual([0, true])
  })

  it('waits at the end of a run that still grows, and goes on with it', () => {
    const { clock, pass } = bench()
    clock.setRange(0, 1000, true)
    clock.seek(999)
    clock.play()
    pass(0.1)
    expect([clock.now, clock.playing]).toEqual([1000, true])
    clock.setRange(0, 1100, true)
    pass(0.1)
    expect(clock.now).toBeCloseTo(1010)
  })

  it('does not leap after the page slept', () => {
    const { clock, pass } = bench()
    clock.play()
    pass(60)
    expect(clock.now).toBeCloseTo(25)
  })

  it('steps from record to record, and pauses', () => {
    const { clock } = bench()
    const moments = {
      next: (time: number) => [3, 7].find((at) => at > time) ?? null,
      previous: (time: number) => [7, 3].find((at) => at < time) ?? null,
    }
    clock.play()
    clock.step(1, moments)
    expect([clock.now, clock.playing]).toEqual([3, false])
    clock.step(1, moments)
    clock.step(1, moments)
    expect(clock.now).toBe(7)
    clock.step(-1, moments)
    expect(clock.now).toBe(3)
  })

  it('by itself lets a day pass in a minute, and so what is shorter', () => {
    const { clock } = bench()
    clock.setSpeed('auto')
    clock.setRange(0, 7 * 86_400, false)
    expect(clock.rate).toBe(1440)
    clock.setRange(0, 28_800, false)
    expect(clock.rate).toBe(480)
  })

  it('refuses what is no time and no speed', () => {
    const { clock } = bench()
    expect(() => clock.seek(Number.NaN)).toThrow('got NaN')
    expect(() => clock.setSpeed(0)).toThrow('got 0')
  })

  it('tells of play, pause and seek, and not of every tick', () => {
    const { clock, pass } = bench()
    let told = 0
    clock.subscribe(() => told++)
    clock.play()
    pass(0.1)
    pass(0.1)
    clock.pause()
    clock.seek(1)
    expect(told).toBe(3)
  })
})
