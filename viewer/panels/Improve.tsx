import { Button, Loader, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../hooks.ts'
import { tryVariant } from '../session/experiments.ts'
import { improve, stopImproving } from '../session/improve.ts'
import type { Aim, Proposal } from '../session/proposal.ts'
import { useSession } from '../session/store.ts'
import { Differences } from './ComparisonView.tsx'

/** The optimizer proposes, simulation judges, and both can be watched side by side. */
export function Improve() {
  const { t } = useTranslation()
  const plant = useSession((session) => session.plant)
  const proposals = useSession((session) => session.proposals)
  const optimizing = useSession((session) => session.optimizing)
  const [aim, setAim] = useState<Aim>('maintenance')
  if (!plant) return null
  if (!plant.source) return <p className="note">{t('improve.locked')}</p>
  return (
    <div className="improve">
      <p className="note">{t('improve.intro')}</p>
      <SegmentedControl
        fullWidth
        aria-label={t('improve.title')}
        value={aim}
        onChange={(value) => setAim(value as Aim)}
        data={(['maintenance', 'schedule'] as const).map((value) => ({ value, label: t(`improve.${value}`) }))}
      />
      {optimizing ? (
        <div className="working">
          <output>
            <Loader size="xs" />{' '}
            {optimizing.of > 0 ? t('compare.running', { done: optimizing.done, of: optimizing.of }) : t('improve.running')}
          </output>
          <Button size="compact-sm" variant="default" onClick={stopImproving}>
            {t('improve.stop')}
          </Button>
        </div>
      ) : (
        <Button fullWidth onClick={() => void improve(aim)}>
          {t('improve.run')}
        </Button>
      )}
      {proposals.map((proposal) => (
        <ProposalCard key={proposal.aim} proposal={proposal} />
      ))}
    </div>
  )
}

function ProposalCard({ proposal }: { readonly proposal: Proposal }) {
  const { t } = useTranslation()
  const plant = useSession((session) => session.plant)
  const format = useFormat(plant?.scenario ?? { startTime: '1970-01-01T00:00:00Z', timeZone: 'UTC' })
  const { aim, outcome, scenario, comparison, explanation, gap } = proposal
  return (
    <section className="proposal" aria-label={t(`improve.${aim}`)}>
      <h2>{t(`improve.${aim}`)}</h2>
      {outcome !== 'suggested' && <p>{t(`improve.${outcome}`)}</p>}
      {comparison && <Differences comparison={comparison} />}
      {gap !== null && <p className="note">{t('improve.gap', { gap: format.share(gap, 2) })}</p>}
      {explanation.length > 0 && (
        <details open={outcome !== 'suggested'}>
          <summary>{t('improve.why')}</summary>
          <ul lang="en">
            {explanation.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </details>
      )}
      {scenario && (
        <Button variant="light" fullWidth onClick={() => void tryVariant(t(`improve.${aim}`), scenario, null, comparison)}>
          {t('improve.show')}
        </Button>
      )}
    </section>
  )
}
