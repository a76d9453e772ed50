import { useTranslation } from 'react-i18next'
import { oee } from '../../analysis/kpi/iso22400.ts'
import { STATE_COUNT } from '../../engine/log/events.ts'
import type { Run } from '../feed/run.ts'
import { useFormat, useGrowth, useTime } from '../hooks.ts'
import { useSession } from '../session/store.ts'
import { StateBar } from './StateBar.tsx'

/** Every station's time in each state so far, as a bar, with its OEE where it can be known. */
export function ShareTable({ run }: { readonly run: Run }) {
  const { t } = useTranslation()
  const format = useFormat(run.scenario)
  const time = useTime()
  useGrowth(run)
  const select = useSession((session) => session.select)
  const { firstSlot } = run.log.places
  return (
    <section className="shares">
      <h2>{t('kpi.stations')}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('kind.station')}</th>
            <th scope="col">{t('detail.shares')}</th>
            <th scope="col" className="number">
              {t('kpi.oee')}
            </th>
          </tr>
        </thead>
        <tbody>
          {run.scenario.stations.slice(0, 60).map((station, i) => {
            const seconds = new Float64Array(STATE_COUNT)
            for (let slot = firstSlot[i]!; slot < firstSlot[i + 1]!; slot++) run.tracks.shares(slot, 0, time, seconds)
            const unit = run.tracks.workUnit(i, time)
            const value = unit.good + unit.scrap + unit.rework > 0 ? oee(unit) : Number.NaN
            return (
              <tr key={station.id}>
                <th scope="row">
                  <button type="button" onClick={() => select(station.id)}>
                    {station.title}
                  </button>
                </th>
                <td>
                  <StateBar seconds={seconds} format={format} />
                </td>
                <td className="number">{format.share(value)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
