import { Alert, Loader } from '@mantine/core'
import { type DragEvent, lazy, Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Run } from './feed/run.ts'
import { useFormat, useGrowth } from './hooks.ts'
import { Detail } from './panels/Detail.tsx'
import { Header } from './panels/Header.tsx'
import { Legend } from './panels/Legend.tsx'
import { PlantTable } from './panels/PlantTable.tsx'
import { Problems } from './panels/Problems.tsx'
import { SidePanel } from './panels/SidePanel.tsx'
import { Transport } from './panels/Transport.tsx'
import { openFiles } from './session/open.ts'
import { useSession } from './session/store.ts'
import { Timeline } from './timeline/Timeline.tsx'

// Most of what the page loads is for the picture. It is asked for at once, and everything else is there before it.
const picture = import('./scene/PlantPicture.tsx')
const PlantPicture = lazy(async () => ({ default: (await picture).PlantPicture }))

/** The page: what is watched in the middle, time below it, answers beside it (on a phone: above it). */
export function App() {
  const { t } = useTranslation()
  const base = useSession((session) => session.base)
  const variant = useSession((session) => session.variant?.run ?? null)
  const sideBySide = useSession((session) => session.sideBySide)
  const failure = useSession((session) => session.failure)
  const opening = useSession((session) => session.opening)
  const [dropping, setDropping] = useState(false)
  const runs = useMemo(() => (base ? [base, ...(variant ? [variant] : [])] : []), [base, variant])

  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setDropping(false)
    const files = [...event.dataTransfer.files]
    if (files.length > 0) void openFiles(files)
  }
  const onDragOver = (event: DragEvent) => {
    event.preventDefault()
    setDropping(true)
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping a file has its button in the header
    <div
      className="app"
      onDrop={onDrop}
      onDragOver={onDragOver}
      onDragLeave={(event) => event.currentTarget === event.target && setDropping(false)}
    >
      <a className="skip" href="#answers">
        {t('app.skip')}
      </a>
      <Header />
      <main className="main">
        <section className="stage" aria-label={t('header.plant')}>
          {base && <Cut run={base} />}
          {base ? <Shown runs={sideBySide && runs.length > 1 ? runs : [base]} /> : <Drawing />}
          {base && <Detail run={base} variant={sideBySide ? variant : null} />}
        </section>
        <aside className="side" id="answers" aria-label={t('panel.label')}>
          <SidePanel />
        </aside>
        <div className="time">
          {base && <Transport run={base} />}
          {base && <Timeline run={base} runs={runs} />}
        </div>
        <p id="picture-keys" className="visually-hidden">
          {t('scene.keys')}
        </p>
      </main>
      <Problems />
      {failure && (
        <Alert
          className="failure"
          color="red"
          title={t('failure.title')}
          withCloseButton
          closeButtonLabel={t('failure.close')}
          onClose={() => useSession.setState({ failure: null })}
        >
          <p>{t(`failure.${failure.what}`, { file: failure.file, reason: failure.reason, size: failure.size })}</p>
          {failure.detail && <p lang="en">{failure.detail}</p>}
          <p className="problem-remedy">→ {t(`failure.${failure.what}.remedy`)}</p>
        </Alert>
      )}
      {opening && <output className="visually-hidden">{t('opening')}</output>}
      {dropping && <div className="drop">{t('drop')}</div>}
    </div>
  )
}

/** Before there is anything to see. */
function Drawing() {
  const { t } = useTranslation()
  return (
    <div className="empty">
      <Loader aria-label={t('opening')} />
    </div>
  )
}

/** Says where a log stops that does not reach its end. */
function Cut({ run }: { readonly run: Run }) {
  const { t } = useTranslation()
  const format = useFormat(run.scenario)
  useGrowth(run)
  if (!run.cut) return null
  return (
    <p className="notice" role="status">
      {run.log.count > 0 ? t('cut.notice', { time: format.day(run.log.endTime / 1e6) }) : t('cut.empty')}
    </p>
  )
}

/** The plant, or two of them side by side, as a picture or as a table. */
function Shown({ runs }: { readonly runs: readonly Run[] }) {
  const { t } = useTranslation()
  const look = useSession((session) => session.look)
  const drawable = useSession((session) => session.canDraw)
  const captions = runs.length > 1 ? [t('compare.base'), t('compare.variant')] : [null]
  return (
    <>
      {!drawable && <p className="notice">{t('scene.noDrawing')}</p>}
      <div className="shown" data-count={runs.length}>
        {runs.map((run, i) =>
          look === 'table' ? (
            <PlantTable key={i === 0 ? 'base' : 'variant'} run={run} caption={captions[i] ?? null} />
          ) : (
            <Suspense key={i === 0 ? 'base' : 'variant'} fallback={<Drawing />}>
              <PlantPicture run={run} view={look} caption={captions[i] ?? null} />
            </Suspense>
          ),
        )}
      </div>
      {look !== 'table' && runs[0] && <Legend run={runs[0]} />}
    </>
  )
}
