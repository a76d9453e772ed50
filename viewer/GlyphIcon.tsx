import { GLYPH_PATHS } from './glyphs.ts'
import { type Glyph, needsDarkGlyph, STATE_STYLES } from './state-style.ts'

/** A bare glyph in a colour of its own. */
export function GlyphIcon({ glyph, color, size = 14 }: { readonly glyph: Glyph; readonly color: string; readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" className="glyph">
      <path d={GLYPH_PATHS[glyph]} fill={color} fillRule="evenodd" />
    </svg>
  )
}

/** A state as the scene shows it: its colour, stripes and glyph. Its name stands beside it, always. */
export function StateIcon({ state, size = 18 }: { readonly state: number; readonly size?: number }) {
  const { color, stripe, glyph, name } = STATE_STYLES[state]!
  const pen = stripe !== null || needsDarkGlyph(color) ? '#1a2430' : '#ffffff'
  const pattern = `stripes-${name}`
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" className="glyph">
      {stripe !== null && (
        <defs>
          <pattern id={pattern} width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="8" height="8" fill={color} />
            <rect width="3.4" height="8" fill={stripe} />
            {name === 'unknown' && <rect width="8" height="3.4" fill={stripe} />}
          </pattern>
        </defs>
      )}
      <circle cx="16" cy="16" r="15" fill={stripe === null ? color : `url(#${pattern})`} />
      <g transform="translate(8.5 8.5) scale(0.625)">
        <path d={GLYPH_PATHS[glyph]} fill={pen} fillRule="evenodd" />
      </g>
    </svg>
  )
}
