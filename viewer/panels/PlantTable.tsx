import { type KeyboardEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlantState } from '../../engine/log/state.ts'
import type { Run } from '../feed/run.ts'
import type { Format } from '../format.ts'
import { StateIcon } from '../GlyphIcon.tsx'
import { useFormat, useGrowth, useTime } from '../hooks.ts'
import { useSession } from '../session/store.ts'

/** More rows than anybody reads; the picture and the timeline show the rest. */
const MOST_ROWS = 400

/** Everything the picture shows, in words: the same things, the same moment, the same selection. */
export function PlantTable({ run, caption }: { readonly run: Run; readonly caption: string | null }) {
  const { t } = useTranslation()
  const format = useFormat(run.scenario)
  const time = useTime()
  useGrowth(run)
  const selected = useSession((session) => session.selected)
  const select = useSession((session) => session.select)
  const body = useRef<HTMLTableSectionElement>(null)
  const rows = rowsOf(run, run.state, time, format, t)
  const current = Math.max(
    0,
    rows.findIndex(({ id }) => id === selected),
  )

  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, number> = { ArrowDown: current + 1, ArrowUp: current - 1, Home: 0, End: rows.length - 1 }
    const to = moves[event.key]
    if (event.key === 'Escape') select(null)
    if (to === undefined) return
    event.preventDefault()
    const row = rows[Math.max(0, Math.min(rows.length - 1, selected === null && event.key === 'ArrowDown' ? 0 : to))]
    if (!row) return
    select(row.id)
    body.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(row.key)}"]`)?.focus()
  }

  return (
    <div className="plant-table">
      <table>
        <caption>{caption ?? t('table.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('table.name')}</th>
            <th scope="col">{t('table.state')}</th>
            <th scope="col">{t('table.since')}</th>
            <th scope="col">{t('table.unit')}</th>
            <th scope="col">{t('table.queue')}</th>
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={onKeyDown}>
          {rows.slice(0, MOST_ROWS).map((row, i) => (
            <tr key={row.key} data-selected={row.id === selected || undefined} onClick={() => select(row.id)}>
              <th scope="row">
                <button
                  type="button"
                  data-row={row.key}
                  tabIndex={i === current ? 0 : -1}
                  aria-pressed={row.id === selected}
                  onClick={() => select(row.id)}
                >
                  {row.name}
                </button>
              </th>
              <td>
                {row.state >= 0 ? (
                  <span className="state-cell">
                    <StateIcon state={row.state} /> {row.stateText}
                  </span>
                ) : (
                  row.stateText
                )}
              </td>
              <td>{row.since}</td>
              <td>{row.unit}</td>
              <td className="number">{row.queue}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > MOST_ROWS && <p>{t('table.truncated', { count: MOST_ROWS, of: rows.length })}</p>}
    </div>
  )
}

interface Row {
  readonly key: string
  readonly id: string
  readonly name: string
  readonly state: number
  readonly stateText: string
  readonly since: string
  readonly unit: string
  readonly queue: string
}

type Translate = ReturnType<typeof useTranslation>['t']

function rowsOf({ scenario }: Run, state: PlantState, time: number, format: Format, t: Translate): Row[] {
  const { firstSlot, firstBuffer, firstSink } = state.places
  const names = [
    'unknown',
    'paused',
    'repair',
    'waitRepair',
    'held',
    'maintenance',
    'setup',
    'processing',
    'blocked',
    'waiting',
    'starved',
    'idle',
  ] as const
  const unitText = (unit: number) => {
    const row = unit < 0 ? -1 : state.units.rows.rowOf(unit)
    const product = row < 0 ? undefined : scenario.products[state.units.product[row]!]
    return product ? t('table.unitNumber', { product: product.title, unit: unit + 1 }) : ''
  }
  const stations = scenario.stations.flatMap((station, i) =>
    Array.from({ length: station.slots }, (_, n): Row => {
      const slot = firstSlot[i]! + n
      const since = state.slotSince[slot]! / 1e6
      return {
        key: `${station.id}/${n}`,
        id: station.id,
        name: station.slots > 1 ? `${station.title} ${n + 1}` : station.title,
        state: state.slotState[slot]!,
        stateText: t(`state.${names[state.slotState[slot]!]!}`),
        since: `${format.moment(since)} ${t('list.aside', { text: format.span(Math.max(0, time - since)) })}`,
        unit: unitText(state.slotUnit[slot]!),
        queue: '',
      }
    }),
  )
  const plain = { state: -1, since: '', unit: '' }
  const buffers = scenario.buffers.map(
    ({ id, title, capacity }, i): Row => ({
      ...plain,
      key: id,
      id,
      name: title,
      stateText: t('kind.buffer'),
      queue: capacity === null ? String(state.level[firstBuffer + i]!) : `${state.level[firstBuffer + i]!} / ${capacity}`,
    }),
  )
  const sinks = scenario.sinks.map(
    ({ id, title }, i): Row => ({
      ...plain,
      key: id,
      id,
      name: title,
      stateText: t('kind.sink'),
      queue: format.number(state.finished[firstSink + i]!),
    }),
  )
  const materials = scenario.materials.map(
    ({ id, title, unit }, i): Row => ({
      ...plain,
      key: `material ${id}`,
      id,
      name: title,
      stateText: t('kind.material'),
      queue: `${format.number(state.onHand[i]!)} ${unit}`,
    }),
  )
  return [...stations, ...buffers, ...sinks, ...materials]
}
