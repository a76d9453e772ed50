import { useTranslation } from 'react-i18next'
import type { Run } from '../feed/run.ts'
import { useFormat, useGrowth, useTime } from '../hooks.ts'
import { productHex } from '../scene/palette.ts'

const MOST = 12

/** How far each listed order is, those due first on top; what is long done makes room. */
export function Orders({ run }: { readonly run: Run }) {
  const { t } = useTranslation()
  const format = useFormat(run.scenario)
  const time = useTime()
  useGrowth(run)
  const { orders } = run.state
  const listed = run.scenario.orders
    .flatMap((order, i) => {
      const row = orders.rows.rowOf(i)
      if (row < 0) return []
      return [
        {
          order,
          i,
          good: orders.good[row]!,
          quantity: orders.quantity[row]!,
          closed: orders.closed[row]! / 1e6,
          product: orders.product[row]!,
        },
      ]
    })
    .filter(({ order, closed }) => order.release <= time && (closed < 0 || time - closed < 4 * 3600))
    .sort((a, b) => (a.order.due ?? Number.MAX_VALUE) - (b.order.due ?? Number.MAX_VALUE) || a.i - b.i)
    .slice(0, MOST)
  if (listed.length === 0) return null
  return (
    <section className="orders">
      <h2>{t('orders.progress')}</h2>
      <ul>
        {listed.map(({ order, good, quantity, closed, product }) => {
          const late = order.due !== null && (closed >= 0 ? closed > order.due : time > order.due)
          const share = Math.min(1, good / Math.max(1, quantity))
          return (
            <li key={order.id}>
              <span className="order-name">{order.title}</span>
              <span className="order-due" data-late={late || undefined}>
                {order.due !== null && t('orders.due', { time: format.day(order.due) })}
                {late && ` · ${t('orders.late')}`}
                {closed >= 0 && ` · ${t('orders.done')}`}
              </span>
              <span className="order-bar" role="img" aria-label={`${format.number(good)} / ${format.number(quantity)}`}>
                <span style={{ width: `${share * 100}%`, background: productHex(Math.max(0, product)) }} />
              </span>
              <span className="order-count">
                {format.number(good)}/{format.number(quantity)}
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
