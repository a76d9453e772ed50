import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type Facts, facts } from '../answers/facts.ts'
import type { Run } from '../feed/run.ts'
import { useFormat, useGrowth, useTime } from '../hooks.ts'
import { useSession } from '../session/store.ts'
import { verdictKey } from './verdict.ts'

type Tone = 'good' | 'bad' | 'plain'

/** The questions a plant is asked, each with a sentence and its number, at the moment shown. */
export function Answers({ run }: { readonly run: Run }) {
  const { t } = useTranslation()
  const format = useFormat(run.scenario)
  const time = useTime()
  useGrowth(run)
  const proposals = useSession((session) => session.proposals)
  const setPanel = useSession((session) => session.setPanel)
  const select = useSession((session) => session.select)
  const { scenario } = run
  const found = facts(scenario, run.state, run.tracks, time, run.imported)
  // Of a log without a record nothing is known.
  const now = run.log.count > 0 || run.growing ? found : { ...found, unknown: found.stations }
  const names = (stations: readonly number[]) =>
    stations
      .slice(0, 3)
      .map((i) => scenario.stations[i]!.title)
      .join(t('list.and')) + (stations.length > 3 ? ' …' : '')
  const pick = (station: number | undefined) => station !== undefined && select(scenario.stations[station]!.id)
  const judged = now.good + now.scrap + now.rework
  const share = judged > 0 ? now.good / judged : Number.NaN
  const verified = proposals.find(({ comparison }) => comparison !== null)

  return (
    <dl className="answers">
      <Answer question={t('answer.making')} number={`${now.running}/${now.stations}`} tone={now.still ? 'bad' : 'plain'}>
        {now.still && (
          <span className="answer-still">
            {t('answer.still', { time: format.day(now.still.since), count: format.number(now.still.units) })}
          </span>
        )}
        {now.making.length > 0
          ? now.making
              .slice(0, 3)
              .map(({ product, count }) => t('answer.makingProduct', { product: scenario.products[product]!.title, count }))
              .join(t('list.and'))
          : now.running > 0
            ? t('answer.makingAt', { count: now.running, of: now.stations })
            : t('answer.makingNone')}
      </Answer>
      <Answer
        question={t('answer.when')}
        number={when(now, format.figure(now.rate), t('unit.perHour'), (value) => format.share(value))}
        tone={now.orders.late > 0 ? 'bad' : 'plain'}
      >
        {whenText(
          run,
          now,
          t,
          (value) => format.number(value),
          (value) => format.figure(value),
          (value) => format.span(value),
        )}
      </Answer>
      {!run.imported && (
        <Answer
          question={t('answer.good')}
          number={judged > 0 ? format.share(share, 1) : '–'}
          tone={judged > 0 && share < 0.95 ? 'bad' : 'good'}
        >
          {judged > 0
            ? t('answer.goodShare', { share: format.share(share, 1), scrap: format.number(now.scrap), rework: format.number(now.rework) })
            : t('answer.goodNone')}
        </Answer>
      )}
      <Answer
        question={t('answer.health')}
        number={now.down.length > 0 ? `${now.down.length} ↓` : now.unknown > 0 ? '?' : now.still ? '–' : '✓'}
        tone={now.down.length > 0 ? 'bad' : now.unknown > 0 || now.still ? 'plain' : 'good'}
        onPick={now.down.length > 0 ? () => pick(now.down[0]) : undefined}
      >
        {now.unknown > 0
          ? t('answer.healthUnknown', { count: now.unknown, of: now.stations })
          : now.down.length > 0
            ? t('answer.healthDown', { list: names(now.down), failures: format.number(now.failures) })
            : now.still
              ? t('answer.healthStill', { failures: format.number(now.failures) })
              : t('answer.healthAll', { of: now.stations, failures: format.number(now.failures) })}
      </Answer>
      {!run.imported && (
        <Answer
          question={t('answer.stock')}
          number={format.number(now.inPlant)}
          tone={now.low.some(({ onHand }) => onHand === 0) ? 'bad' : 'plain'}
        >
          {now.low.length > 0
            ? now.low
                .slice(0, 2)
                .map(({ item, onHand, onOrder }) =>
                  t('answer.stockLow', {
                    item: scenario.materials[item]!.title,
                    count: format.number(onHand),
                    onOrder: format.number(onOrder),
                  }),
                )
                .join(t('list.also'))
            : now.stocked > 0
              ? t('answer.stockFine', { wip: format.number(now.inPlant), items: now.stocked })
              : t('answer.stockWip', { wip: format.number(now.inPlant), waiting: format.number(now.waiting) })}
        </Answer>
      )}
      <Answer
        question={t('answer.waste')}
        number={now.waste ? format.share(now.waste.share) : '–'}
        tone="plain"
        onPick={now.waste ? () => pick(now.waste?.station) : undefined}
      >
        {now.waste
          ? t('answer.wasteMost', {
              station: scenario.stations[now.waste.station]!.title,
              list: now.waste.states
                .slice(0, 3)
                .map(({ state, share }) =>
                  t('answer.wasteState', { share: format.share(share), state: t(`state.${state}`).toLocaleLowerCase() }),
                )
                .join(t('list.and')),
            })
          : t('answer.wasteNone')}
      </Answer>
      <Answer
        question={t('answer.best')}
        number={now.bottleneck && !now.still ? format.share(now.bottleneck.busy) : '–'}
        tone={now.still ? 'bad' : 'plain'}
        onPick={now.bottleneck && !now.still ? () => pick(now.bottleneck?.station) : undefined}
      >
        {now.still
          ? t('answer.bestStill')
          : now.bottleneck
            ? t(run.imported ? 'answer.bestKnown' : 'answer.bestBottleneck', {
                station: scenario.stations[now.bottleneck.station]!.title,
                share: format.share(now.bottleneck.busy),
              })
            : t('answer.bestNone')}
      </Answer>
      {!run.imported && (
        <Answer question={t('answer.improve')} number="→" tone="plain" onPick={() => setPanel('improve')}>
          {verified
            ? t('answer.improveFound', {
                title: t(`improve.${verified.aim}`),
                verdict: t(`verdict.${verdictKey(verified.comparison?.variants[0]?.verdict ?? 'no difference shown')}`),
              })
            : t('answer.improveAsk')}
        </Answer>
      )}
    </dl>
  )
}

function when(now: Facts, rate: string, unit: string, share: (value: number) => string): string {
  if (now.orders.next) return share(now.orders.next.done / Math.max(1, now.orders.next.quantity))
  return now.finished + now.pieces > 0 ? `${rate} ${unit}` : '–'
}

function whenText(
  { scenario, imported }: Run,
  now: Facts,
  t: ReturnType<typeof useTranslation>['t'],
  number: (value: number) => string,
  figure: (value: number) => string,
  span: (value: number) => string,
): string {
  const { next, released, closed, late } = now.orders
  const parts: string[] = []
  if (next)
    parts.push(
      t('answer.whenOrder', { order: scenario.orders[next.order]!.title, done: number(next.done), quantity: number(next.quantity) }),
    )
  if (released > 0) parts.push(t('answer.whenOrders', { closed: number(closed), released: number(released), late: number(late) }))
  else if (now.finished > 0)
    parts.push(t('answer.whenRate', { finished: number(now.finished), rate: figure(now.rate), span: span(now.window) }))
  if (imported && now.pieces > 0) parts.push(t('answer.whenPieces', { pieces: number(now.pieces) }))
  return parts.join(t('list.also')) || t('answer.whenNone')
}

function Answer({ question, number, tone, children, onPick }: AnswerProps) {
  return (
    <div className="answer" data-tone={tone}>
      <dt>{question}</dt>
      <dd>
        <span className="answer-number">{number}</span>
        {onPick ? (
          <UnstyledButton className="answer-text" onClick={onPick}>
            {children}
          </UnstyledButton>
        ) : (
          <span className="answer-text">{children}</span>
        )}
      </dd>
    </div>
  )
}

interface AnswerProps {
  readonly question: string
  readonly number: string
  readonly tone: Tone
  readonly children: ReactNode
  readonly onPick?: (() => void) | undefined
}
