import type { useTranslation } from 'react-i18next'
import type { Format } from '../format.ts'
import { en, type TextKey } from '../i18n/en.ts'

type Translate = ReturnType<typeof useTranslation>['t']

/** A KPI's name in the reader's language; one without a text keeps its own. */
export function kpiName(name: string, t: Translate): string {
  const key = name.startsWith('state.') ? name : `kpi.${name}`
  // One key stands for all of them: their union is too much for the compiler.
  return Object.hasOwn(en, key) ? t(key as 'kpi.cost' & TextKey) : name
}

/** A value with its unit as people say it: shares as percent, seconds as a span of time. */
export function figure(value: number | null, unit: string, format: Format, t: Translate): string {
  if (value === null) return '–'
  if (unit === '1') return format.share(value, 1)
  if (unit === 's') return format.span(value)
  if (unit === '1/h') return `${format.figure(value)} ${t('unit.perHour')}`
  if (unit === '1/a') return `${format.figure(value)} ${t('unit.turns')}`
  if (unit === 'pcs') return `${format.figure(value)} ${t('unit.pieces')}`
  return `${format.figure(value)} ${unit}`
}

/** A difference between two means, signed; two figures of it are enough. */
export function difference(value: number | null, unit: string, format: Format, t: Translate): string {
  if (value === null) return '–'
  return unit === 's' ? signed(value, (size) => format.span(size)) : `${plain(value, unit, format)} ${unitText(unit, t)}`
}

/** An interval of a difference, its unit said once. */
export function interval(low: number | null, high: number | null, unit: string, format: Format, t: Translate): string {
  if (low === null || high === null) return '–'
  if (unit === 's') return `${difference(low, unit, format, t)} … ${difference(high, unit, format, t)}`
  return `${plain(low, unit, format)} … ${plain(high, unit, format)} ${unitText(unit, t)}`
}

const plain = (value: number, unit: string, format: Format) => signed(unit === '1' ? value * 100 : value, (size) => format.rough(size))

const signed = (value: number, text: (size: number) => string) => `${value > 0 ? '+' : value < 0 ? '−' : ''}${text(Math.abs(value))}`

function unitText(unit: string, t: Translate): string {
  if (unit === '1') return '%'
  if (unit === '1/h') return t('unit.perHour')
  if (unit === '1/a') return t('unit.turns')
  return unit === 'pcs' ? t('unit.pieces') : unit
}

/** The half-width beside a mean: in the mean's unit, without saying it twice. */
export function halfWidth(value: number | null, unit: string, format: Format): string {
  if (value === null) return ''
  if (unit === '1') return `± ${format.rough(value * 100)}%`
  if (unit === 's') return `± ${format.span(value)}`
  return `± ${format.rough(value)}`
}
