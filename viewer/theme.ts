import { createTheme, type MantineColorsTuple } from '@mantine/core'

/** Deep petrol: no state has it. */
const petrol: MantineColorsTuple = [
  '#eaf4f7',
  '#d6e7ec',
  '#abcfd9',
  '#7db5c5',
  '#5aa0b3',
  '#3f8aa0',
  '#27708a',
  '#175a70',
  '#0f4658',
  '#0a3543',
]

export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: 7,
  colors: { petrol },
  defaultRadius: 'md',
  fontFamily: '"Inter", "Segoe UI", system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif',
  headings: { fontFamily: 'inherit', fontWeight: '650' },
  cursorType: 'pointer',
})
