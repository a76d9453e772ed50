import '@mantine/core/styles.css'
import 'uplot/dist/uPlot.min.css'
import './viewer.css'
import { MantineProvider } from '@mantine/core'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { readAddress } from './address/address.ts'
import { preferredLanguage, startLanguage } from './i18n/index.ts'
import { remembered } from './preferences.ts'
import { followClock } from './session/moment.ts'
import { openAddress } from './session/open.ts'
import { theme } from './theme.ts'
import { offerWindow } from './window.ts'

const address = readAddress(location.search)
const stored = remembered('language')
await startLanguage(address.language ?? (stored === 'en' || stored === 'zh' ? stored : preferredLanguage()))
followClock()
offerWindow()
const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <MantineProvider theme={theme} forceColorScheme="light">
    <App />
  </MantineProvider>,
)
await openAddress(address)
