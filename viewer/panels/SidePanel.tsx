import { Tabs } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Panel, useSession } from '../session/store.ts'
import { Answers } from './Answers.tsx'
import { Change } from './Change.tsx'
import { Improve } from './Improve.tsx'
import { KeyFigures } from './KeyFigures.tsx'
import { Orders } from './Orders.tsx'

const PANELS: readonly Panel[] = ['answers', 'kpis', 'change', 'improve']

/** Answers first, then numbers, then what could be done about them. */
export function SidePanel() {
  const { t } = useTranslation()
  const panel = useSession((session) => session.panel)
  const setPanel = useSession((session) => session.setPanel)
  const base = useSession((session) => session.base)
  if (!base) return null
  return (
    <Tabs value={panel} onChange={(value) => value && setPanel(value as Panel)} keepMounted={false} className="tabs">
      <Tabs.List grow>
        {PANELS.map((one) => (
          <Tabs.Tab key={one} value={one}>
            {t(`panel.${one}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="answers">
        <Answers run={base} />
        <Orders run={base} />
      </Tabs.Panel>
      <Tabs.Panel value="kpis">
        <KeyFigures run={base} />
      </Tabs.Panel>
      <Tabs.Panel value="change">
        <Change />
      </Tabs.Panel>
      <Tabs.Panel value="improve">
        <Improve />
      </Tabs.Panel>
    </Tabs>
  )
}
