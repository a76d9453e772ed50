import { useTranslation } from 'react-i18next'
import { StateIcon } from '../GlyphIcon.tsx'
import { STATE_STYLES } from '../state-style.ts'

/** What the colours and glyphs mean. */
export function Legend() {
  const { t } = useTranslation()
  return (
    <ul className="legend" aria-label={t('scene.legend')}>
      {STATE_STYLES.map(({ name }, state) => (
        <li key={name}>
          <StateIcon state={state} size={15} /> {t(`state.${name}`)}
        </li>
      ))}
    </ul>
  )
}
