import { describe, expect, it } from 'vitest'
import { STATE_NAMES } from '../../engine/log/events.ts'
import { GLYPH_PATHS } from '../../viewer/glyphs.ts'
import { en } from '../../viewer/i18n/en.ts'
import { zh } from '../../viewer/i18n/zh.ts'
import { rgb, STATE_STYLES } from '../../viewer/state-style.ts'

describe('states', () => {
  it('have the colours of the Andon palette, in the order of their numbers', () => {
    expect(STATE_STYLES.map(({ name }) => name)).toEqual(STATE_NAMES)
    expect(Object.fromEntries(STATE_STYLES.map(({ name, color }) => [name, color]))).toMatchObject({
      paused: '#999999',
      repair: '#d55e00',
      waitRepair: '#d55e00',
      held: '#f0e442',
      maintenance: '#cc79a7',
      setup: '#0072b2',
      processing: '#009e73',
      blocked: '#e69f00',
      waiting: '#e69f00',
      starved: '#56b4e9',
    })
  })

  it('of one colour differ by stripes, and all by glyph or colour', () => {
    const looks = STATE_STYLES.map(({ color, stripe, glyph }) => `${color} ${stripe} ${glyph}`)
    expect(new Set(looks).size).toBe(looks.length)
    for (const { glyph } of STATE_STYLES) expect(GLYPH_PATHS[glyph].length).toBeGreaterThan(10)
  })

  it('are called in Chinese what users call them', () => {
    const names = STATE_NAMES.map((name) => zh[`state.${name}`])
    expect(names).toEqual(['未知', '停班', '维修中', '待修', '锁定', '保养', '换型', '运行', '阻塞', '等待', '缺料', '空闲'])
  })

  it('give their channels as parts of one', () => {
    expect(rgb('#ff8000')).toEqual([1, 128 / 255, 0])
  })
})

describe('texts', () => {
  it('are there in both languages, under the same keys', () => {
    expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort())
    for (const text of Object.values(zh)) expect(text.length).toBeGreaterThan(0)
  })

  it('leave open the same things in both languages', () => {
    const gaps = (text: string) => [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name))].sort()
    for (const key of Object.keys(en) as (keyof typeof en)[]) expect([key, gaps(zh[key])]).toEqual([key, gaps(en[key])])
  })
})
