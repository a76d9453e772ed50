import { problemAt } from './findings.ts'
import { limits } from './limits.ts'
import type { Spot } from './tree.ts'

/** Names that would reach into the machinery of JavaScript objects. */
export const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

export const tooDeep = (spot: Spot) =>
  problemAt(
    spot,
    `nested too deeply: more than ${limits.depth} maps and lists within each other`,
    'write it flatter; no scenario needs more than ten',
  )

export const forbiddenKey = (spot: Spot, key: string) => problemAt(spot, `the key \`${key}\` is not allowed`, 'use another name')

export const duplicateKey = (spot: Spot, key: string, first: Spot) =>
  problemAt(
    spot,
    `the key \`${key}\` is here twice; the first is in line ${first.line}`,
    'keep one of the two, or give the second another name',
  )
