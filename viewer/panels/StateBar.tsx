import { useTranslation } from 'react-i18next'
import type { Format } from '../format.ts'
import { STATE_STYLES } from '../state-style.ts'

/** Time in each state as one bar; the same in words for those who do not see it. */
export function StateBar({ seconds, format }: { readonly seconds: Float64Array; readonly format: Format }) {
  const { t } = useTranslation()
  const all = seconds.reduce((sum, one) => sum + one, 0)
  const parts = STATE_STYLES.map(({ name, color, stripe }, i) => ({ name, color, stripe, share: all > 0 ? seconds[i]! / all : 0 }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share)
  const words = parts.map(({ name, share }) => `${t(`state.${name}`)} ${format.share(share)}`).join(t('list.and'))
  return (
    <span className="state-bar" role="img" aria-label={words} title={words}>
      {parts.map(({ name, color, stripe, share }) => (
        <span
          key={name}
          style={{
            width: `${share * 100}%`,
            background: stripe === null ? color : `repeating-linear-gradient(45deg, ${color} 0 4px, ${stripe} 4px 7px)`,
          }}
        />
      ))}
    </span>
  )
}
