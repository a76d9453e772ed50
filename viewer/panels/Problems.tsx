import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSession } from '../session/store.ts'

const MOST = 200

/** What is wrong with a file, and what to write instead: all of it at once. */
export function Problems() {
  const { t } = useTranslation()
  const problems = useSession((session) => session.problems)
  const close = () => useSession.setState({ problems: null })
  return (
    <Modal
      opened={problems !== null}
      onClose={close}
      size="lg"
      title={problems ? t('problems.title', { file: problems.file }) : ''}
      closeButtonProps={{ 'aria-label': t('problems.close') }}
    >
      {problems && (
        <>
          <p>{t('problems.intro', { count: problems.list.length })}</p>
          <ol className="problems">
            {problems.list.slice(0, MOST).map(({ line, column, path, message, remedy }, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
              <li key={i}>
                <span className="problem-at">
                  {t('problems.at', { line, column })}
                  {path && ` · ${path}`}
                </span>
                <span lang="en">{message}</span>
                {remedy && (
                  <span className="problem-remedy" lang="en">
                    → {remedy}
                  </span>
                )}
              </li>
            ))}
          </ol>
        </>
      )}
    </Modal>
  )
}
