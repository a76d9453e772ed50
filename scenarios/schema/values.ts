import { z } from 'zod'
import { limits } from '../limits.ts'

/*
 * The words every part of the language is made of. Texts with units stay text here: normalising is the second step, so that this schema is
 * also the JSON Schema for editors. `sugar` in the metadata names shorter ways of writing that are expanded before zod sees them; `default`
 * goes into the reference.
 */

/** What a key means beyond its type. `sugar` are further JSON Schemas that editors accept there. */
declare module 'zod' {
  interface GlobalMeta {
    sugar?: readonly object[]
    keyed?: { readonly wrap?: string }
  }
}

export const idPattern = /^[\p{L}\p{N}_][\p{L}\p{N}_-]{0,63}$/u
/** Ids that would mean something else: `plant` is the subject of the plant's own KPIs. */
export const reservedIds: ReadonlySet<string> = new Set(['plant', '__proto__', 'constructor', 'prototype'])

export const Id = z
  .string({ error: (issue) => (issue.input === undefined ? undefined : 'expected an id: text, in quotes if it looks like a number') })
  .refine((id) => idPattern.test(id), { error: 'an id is up to 64 letters, digits, `-` and `_`, and begins with a letter or digit' })
  .refine((id) => !reservedIds.has(id), { error: 'this id is reserved' })
  .meta({ pattern: '^[^\\s!-/:-@\\[-\\^`{-~][^\\s!-,./:-@\\[-\\^`{-~]{0,63}$' }) // for editors, with or without Unicode classes
  .describe('The name that everything else in the file refers to, and that the luck of the object hangs on: letters, digits, `-` and `_`.')

/** Refers to an id. */
export const Reference = z
  .string({
    error: (issue) => (issue.input === undefined ? undefined : 'expected an id: text, in quotes if it looks like a number'),
  })
  .min(1, { error: 'an id is not empty' })

export const Title = z.string().max(1_000).optional().describe('What people read. Default: the id.')

const number = '[+-]?(\\d+(\\.\\d+)?|\\.\\d+)([eE][+-]?\\d+)?'
const timeUnit = '(us|µs|ms|s|min|h|d|wk)'

const quantityText = (pattern: string, examples: string[], error: string) =>
  z.union([z.number(), z.string().meta({ pattern, examples })], { error: (issue) => (issue.input === undefined ? undefined : error) })

export const Duration = quantityText(
  `^\\s*(${number}\\s*${timeUnit}?\\s*)+$`,
  ['5 min', '2 h', '52 s'],
  'expected a duration, such as `5 min` or `2 h`',
)

export const Moment = quantityText(
  '.',
  ['2 d', '2026-03-02T06:00'],
  'expected a moment: a date such as `2026-03-02T06:00`, or a duration since the start',
)

export const Rate = z
  .string({ error: (issue) => (issue.input === undefined ? undefined : 'expected a rate, such as `12/h`') })
  .meta({ pattern: `^\\s*${number}\\s*/\\s*${timeUnit}\\s*$`, examples: ['12/h', '0.9/s'] })

export const Ratio = quantityText(`^\\s*${number}\\s*%?\\s*$`, ['98.5 %', '0.985'], 'expected a ratio, such as `98.5 %` or `0.985`')

export const Length = quantityText(`^\\s*${number}\\s*(mm|cm|m|km)?\\s*$`, ['3 m'], 'expected a length, such as `3 m`')

export const PowerText = quantityText(`^\\s*${number}\\s*(W|kW|MW)?\\s*$`, ['12 kW', '400 W'], 'expected a power, such as `12 kW`')

export const Speed = quantityText(
  `^\\s*${number}\\s*((mm|cm|m|km)\\s*/\\s*(s|min|h))?\\s*$`,
  ['1.2 m/s', '30 m/min'],
  'expected a speed, such as `1.2 m/s`',
)

export const ClockTime = z
  .string({ error: (issue) => (issue.input === undefined ? undefined : "expected a time of day in quotes, such as '06:00'") })
  .meta({ pattern: '^([01]?\\d|2[0-4]):[0-5]\\d(:[0-5]\\d)?$', examples: ['06:00'] })

/** A number of things, whole. */
export const count = (minimum: number, maximum: number = limits.quantity) => z.int().min(minimum).max(maximum)

/** Money or weight: zero or more. */
export const amount = z.number().min(0).max(1e15)

/**
 * A list whose elements have ids: may also be written as a map keyed by id. `wrap`: a list in that map is meant as this key of the
 * element.
 */
export function keyed<Element extends z.ZodType>(element: Element, wrap?: string) {
  return z.array(element).meta({ keyed: wrap === undefined ? {} : { wrap } })
}
