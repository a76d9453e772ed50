import { ActionIcon, Button, FileButton, SegmentedControl, Select, Tooltip } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { writeAddress } from '../address/address.ts'
import { useLanguage } from '../hooks.ts'
import { changeLanguage, type Language } from '../i18n/index.ts'
import { playback } from '../playback.ts'
import { DEMOS, openDemo, openFiles, openUrl, type StoredFile, storedFiles } from '../session/open.ts'
import { type Look, useSession } from '../session/store.ts'

/** What is watched, how, and in which language. */
export function Header() {
  const { t } = useTranslation()
  const language = useLanguage()
  const look = useSession((session) => session.look)
  const setLook = useSession((session) => session.setLook)
  const drawable = useSession((session) => session.canDraw)
  return (
    <header className="header">
      <h1 className="brand">
        <img src="./icon.svg" alt="" width={28} height={28} />
        <span>Takt</span>
      </h1>
      <PlantPicker />
      <FileButton multiple onChange={(files) => files.length > 0 && void openFiles(files)} accept=".yaml,.yml,.json,.takt,.log">
        {(props) => (
          <Tooltip label={t('header.openHint')}>
            <Button
              {...props}
              variant="default"
              size="sm"
              className="open-button"
              leftSection={<FolderIcon />}
              aria-label={t('header.open')}
            >
              <span className="wide-only">{t('header.open')}</span>
            </Button>
          </Tooltip>
        )}
      </FileButton>
      <span className="header-space" />
      <SegmentedControl
        className="look-control"
        aria-label={t('header.look')}
        size="sm"
        value={look}
        onChange={(value) => setLook(value as Look)}
        data={(['orbit', 'top', 'table'] as const).map((value) => ({
          value,
          label: t(`look.${value}`),
          disabled: value !== 'table' && !drawable,
        }))}
      />
      <Share />
      <SegmentedControl
        className="language-control"
        aria-label={t('header.language')}
        size="sm"
        value={language}
        onChange={(value) => void changeLanguage(value as Language)}
        data={[
          { value: 'en', label: <span lang="en">EN</span> },
          { value: 'zh', label: <span lang="zh-CN">中文</span> },
        ]}
      />
    </header>
  )
}

function PlantPicker() {
  const { t } = useTranslation()
  const plant = useSession((session) => session.plant)
  const [stored, setStored] = useState<readonly StoredFile[]>([])
  useEffect(() => {
    void storedFiles().then(({ files }) => setStored(files))
  }, [])
  const titles = demoTitles()
  const listed = new Set([...Object.keys(DEMOS), ...stored.map(({ url }) => url)])
  const groups = [
    {
      group: t('header.demos'),
      items: Object.keys(DEMOS).map((key) => ({ value: key, label: plant?.key === key ? plant.title : (titles[key] ?? key) })),
    },
    ...(stored.length > 0
      ? [
          {
            group: t('header.stored'),
            items: stored.map(({ name, url }) => ({ value: url, label: plant?.key === url ? plant.title : name })),
          },
        ]
      : []),
    ...(plant && !listed.has(plant.key) ? [{ group: t('header.opened'), items: [{ value: plant.key, label: plant.title }] }] : []),
  ]
  const choose = (key: string | null) => {
    if (key === null || key === plant?.key) return
    if (Object.hasOwn(DEMOS, key)) openDemo(key)
    else void openUrl(key)
  }
  return (
    <Select
      className="plant-picker"
      aria-label={t('header.plant')}
      data={groups}
      value={plant?.key ?? null}
      onChange={choose}
      allowDeselect={false}
      checkIconPosition="right"
      size="sm"
      maxDropdownHeight={360}
    />
  )
}

/** The first line of a bundled scenario that says `title:`. */
function demoTitles(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(DEMOS).flatMap(([key, { text }]) => {
      const title = /^title:\s*["']?(.+?)["']?\s*$/m.exec(text)?.[1]
      return title ? [[key, title]] : []
    }),
  )
}

/** A link to this very moment. */
function Share() {
  const { t } = useTranslation()
  const language = useLanguage()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    const { plant, selected, look } = useSession.getState()
    const key = plant?.key ?? null
    const own = key !== null && Object.hasOwn(DEMOS, key)
    const stored = key !== null && !own && !key.startsWith('file:')
    const query = writeAddress({
      plant: own ? key : null,
      log: stored ? key : null,
      scenario: null,
      time: playback.clock.now,
      selected,
      look,
      language,
    })
    history.replaceState(null, '', `?${query}`)
    try {
      await navigator.clipboard.writeText(location.href)
    } catch {
      // Without the right to the clipboard the link is still in the address bar.
    }
    setCopied(true)
    setTimeout(() => setCopied(false), 2000)
  }
  return (
    <Tooltip label={copied ? t('header.shared') : t('header.share')}>
      <ActionIcon variant="default" size={34} aria-label={t('header.share')} onClick={copy}>
        {copied ? <CheckIcon /> : <LinkIcon />}
      </ActionIcon>
    </Tooltip>
  )
}

const icon = {
  width: 18,
  height: 18,
  viewBox: '0 0 24 24',
  fill: 'none',
  stroke: 'currentColor',
  strokeWidth: 2,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const

const FolderIcon = () => (
  <svg {...icon} aria-hidden="true">
    <path d="M3 7a2 2 0 0 1 2-2h4l2 2h8a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2z" />
  </svg>
)

const LinkIcon = () => (
  <svg {...icon} aria-hidden="true">
    <path d="M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-5.700-5.700l-1 1M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 5.700 5.700l1-1" />
  </svg>
)

const CheckIcon = () => (
  <svg {...icon} aria-hidden="true">
    <path d="m5 12 5 5 9-10" />
  </svg>
)
