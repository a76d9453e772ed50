import { Button, Select, Slider, TextInput } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { patchScenario } from '../../scenarios/index.ts'
import { useFormat } from '../hooks.ts'
import { tryVariant } from '../session/experiments.ts'
import { useSession } from '../session/store.ts'
import { type ChangeableNumber, changeableNumbers } from '../what-if/numbers.ts'
import { readNumber } from '../what-if/read-number.ts'
import { ComparisonView } from './ComparisonView.tsx'

/** What if a number were another: change it, run both plans with the same luck, look at the difference. */
export function Change() {
  const { t } = useTranslation()
  const plant = useSession((session) => session.plant)
  const selected = useSession((session) => session.selected)
  const select = useSession((session) => session.select)
  const changes = useSession((session) => session.changes)
  const variant = useSession((session) => session.variant)
  const [picked, setPicked] = useState<string | null>(null)
  const scenario = plant?.scenario
  const numbers = useMemo(() => (scenario ? changeableNumbers(scenario) : []), [scenario])
  if (!plant || !scenario) return null
  if (!plant.source) return <p className="note">{t('change.locked')}</p>
  const things = [...new Map(numbers.map(({ id, title }) => [id, { value: id, label: title }])).values()]
  const shown = [selected, picked].find((id) => things.some(({ value }) => value === id)) ?? things[0]?.value ?? null

  const run = () => {
    const patch = changes.flatMap(({ number, to }) => number.patch(to))
    const patched = patchScenario(scenario, patch)
    if ('problems' in patched) {
      useSession.setState({ problems: { file: scenario.title, list: patched.problems } })
      return
    }
    void tryVariant(t('compare.variant'), patched.scenario, patch, null)
  }

  return (
    <div className="change">
      <p className="note">{t('change.intro')}</p>
      <Select
        label={t('change.pick')}
        data={things}
        value={shown}
        searchable
        allowDeselect={false}
        onChange={(id) => {
          setPicked(id)
          select(id)
        }}
      />
      <div className="numbers">
        {numbers
          .filter(({ id }) => id === shown)
          .map((number) => (
            <NumberField
              key={number.path}
              number={number}
              to={changes.find((one) => one.number.path === number.path)?.to ?? number.value}
            />
          ))}
      </div>
      {changes.length > 0 ? (
        <section className="changes">
          <h2>{t('change.changes')}</h2>
          <ul>
            {changes.map(({ number, to }) => (
              <li key={number.path}>
                <span>
                  {number.title}
                  {t('list.colon')}
                  <NumberName number={number} /> <Amount number={number} value={number.value} /> →{' '}
                  <strong>
                    <Amount number={number} value={to} />
                  </strong>
                </span>
                <Button size="compact-xs" variant="subtle" onClick={() => useSession.getState().change(number, number.value)}>
                  {t('change.remove')}
                </Button>
              </li>
            ))}
          </ul>
          <Button fullWidth onClick={run} loading={variant?.progress != null && variant.proposal === null}>
            {t('change.run')}
          </Button>
        </section>
      ) : (
        <p className="note">{t('change.none')}</p>
      )}
      {variant && variant.proposal === null && <ComparisonView variant={variant} />}
    </div>
  )
}

function NumberField({ number, to }: { readonly number: ChangeableNumber; readonly to: number }) {
  const { t } = useTranslation()
  const change = useSession((session) => session.change)
  const label = numberText(number, t)
  const unit = number.kind === 'seconds' ? timeUnit(number.value) : null
  const scale = unit ? 1 / unit.seconds : number.kind === 'share' ? 100 : 1
  const step = number.kind === 'count' ? 1 : number.kind === 'share' ? 0.005 : nice(number.value / 40)
  const set = (value: number) => change(number, Math.abs(value - number.value) < 1e-9 ? number.value : value)
  const suffix = unit ? ` ${t(unit.name)}` : number.kind === 'share' ? ' %' : ''
  // What is being typed; null where the field shows the value.
  const [typed, setTyped] = useState<string | null>(null)
  const least = number.kind === 'count' ? number.min : 0
  const most = number.kind === 'share' ? 100 : Number.POSITIVE_INFINITY
  const read = typed === null ? to * scale : readNumber(typed, suffix)
  const kept = `${round(to * scale)}${suffix}`
  const wrong =
    typed === null
      ? null
      : read === null || (number.kind === 'count' && !Number.isInteger(read))
        ? t('change.notNumber', { text: typed, value: kept })
        : read >= least && read <= most
          ? null
          : t(Number.isFinite(most) ? 'change.outside' : 'change.below', { min: least, max: most, value: kept })
  const write = (text: string) => {
    setTyped(text)
    const value = readNumber(text, suffix)
    if (value !== null && value >= least && value <= most && (number.kind !== 'count' || Number.isInteger(value))) set(value / scale)
  }
  return (
    <div className="number-field" data-changed={to !== number.value || undefined}>
      <TextInput
        label={label}
        description={<NowText number={number} />}
        size="sm"
        type="text"
        inputMode={number.kind === 'count' ? 'numeric' : 'decimal'}
        value={typed ?? kept}
        error={wrong}
        onChange={({ currentTarget }) => write(currentTarget.value)}
        onBlur={() => wrong === null && setTyped(null)}
        onKeyDown={(event) => {
          const up = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0
          if (up === 0) return
          event.preventDefault()
          setTyped(null)
          set(Math.min(most, Math.max(least, round(to * scale + up * step * scale))) / scale)
        }}
      />
      <Slider
        thumbLabel={label}
        size="sm"
        label={null}
        value={Math.min(number.max, Math.max(number.min, to))}
        min={number.min}
        max={number.max}
        step={step}
        onChange={(value) => {
          setTyped(null)
          set(value)
        }}
      />
    </div>
  )
}

function NowText({ number }: { readonly number: ChangeableNumber }) {
  const { t } = useTranslation()
  const amount = useAmount()
  return <>{t('change.now', { value: amount(number, number.value) })}</>
}

function NumberName({ number }: { readonly number: ChangeableNumber }) {
  const { t } = useTranslation()
  return <>{numberText(number, t)}</>
}

function Amount({ number, value }: { readonly number: ChangeableNumber; readonly value: number }) {
  return <>{useAmount()(number, value)}</>
}

function useAmount() {
  const plant = useSession((session) => session.plant)
  const format = useFormat(plant?.scenario ?? { startTime: '1970-01-01T00:00:00Z', timeZone: 'UTC' })
  return ({ kind }: ChangeableNumber, value: number) =>
    kind === 'seconds' ? format.span(value) : kind === 'share' ? format.share(value, 1) : format.number(value)
}

function numberText({ name, detail }: ChangeableNumber, t: ReturnType<typeof useTranslation>['t']): string {
  if (name === 'after' || name === 'repair') return t(`change.${name}`, { mode: detail })
  return detail === '' ? t(`change.${name}`) : t(`change.${name}`) + t('list.colon') + detail
}

/** A round step: 1, 2 or 5 times a power of ten. */
function nice(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step))
  const lead = step / power
  return (lead >= 5 ? 5 : lead >= 2 ? 2 : 1) * power
}

const round = (value: number) => Math.round(value * 1000) / 1000

/** In which unit people would say a time. */
const timeUnit = (seconds: number) =>
  seconds >= 7200
    ? ({ name: 'unit.hour', seconds: 3600 } as const)
    : seconds >= 300
      ? ({ name: 'unit.minute', seconds: 60 } as const)
      : ({ name: 'unit.second', seconds: 1 } as const)
