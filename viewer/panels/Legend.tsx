import { useTranslation } from 'react-i18next'
import type { Run } from '../feed/run.ts'
import { StateIcon } from '../GlyphIcon.tsx'
import { useGrowth } from '../hooks.ts'
import { STATE_STYLES } from '../state-style.ts'

/** What the colours and glyphs mean: of the states that occur in this run. */
export function Legend({ run }: { readonly run: Run }) {
  const { t } = useTranslation()
  useGrowth(run)
  const seen = run.tracks.seen
  return (
    <ul className="legend" aria-label={t('scene.legend')}>
      {STATE_STYLES.map(({ name }, state) =>
        seen[state] === 1 ? (
          <li key={name}>
            <StateIcon state={state} size={16} /> {t(`state.${name}`)}
          </li>
        ) : null,
      )}
    </ul>
  )
}
