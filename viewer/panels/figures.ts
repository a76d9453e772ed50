import type { useTranslation } from 'react-i18next'
import type { Format } from '../format.ts'
import { en, type TextKey } from '../i18n/en.ts'

type Translate = ReturnType<typeof useTranslation>['t']

/** A KPI's name in the reader's language; one without a text keeps its own. */
export function kpiName(name: string, t: Translate): string {
  const key = name.startsWith('state.') ? name : `kpi.${name}`
  return Object.hasOwn(en, key) ? t(key as TextKey) : name
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
  const sign = value > 0 ? '+' : value < 0 ? '−' : ''
  const size = Math.abs(value)
  if (unit === '1') return `${sign}${format.rough(size * 100)} %`
  if (unit === 's') return `${sign}${format.span(size)}`
  return `${sign}${format.rough(size)} ${unit === '1/h' ? t('unit.perHour') : unit === '1/a' ? t('unit.turns') : unit === 'pcs' ? t('unit.pieces') : unit}`
}

/** The half-width beside a mean: in the mean's unit, without saying it twice. */
export function halfWidth(value: number | null, unit: string, format: Format): string {
  if (value === null) return ''
  if (unit === '1') return `± ${format.rough(value * 100)}%`
  if (unit === 's') return `± ${format.span(value)}`
  return `± ${format.rough(value)}`
}
