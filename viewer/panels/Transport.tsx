import { ActionIcon, Button, Group, NativeSelect, Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { SPEEDS } from '../clock/replay-clock.ts'
import type { Run } from '../feed/run.ts'
import { useClock, useFormat, useGrowth, useTime } from '../hooks.ts'
import { playback } from '../playback.ts'
import { stopSimulating } from '../session/experiments.ts'

/** Play, pause, backwards, step, speed, and what time it is in the plant. */
export function Transport({ run }: { readonly run: Run }) {
  const { t } = useTranslation()
  const clock = useClock()
  const forward = clock.playing && clock.direction > 0
  const backward = clock.playing && clock.direction < 0
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is a form's; these are the controls of time
    <div className="transport" role="group" aria-label={t('play.controls')}>
      <Group gap={4} wrap="nowrap">
        <Control label={t('play.start')} onClick={() => playback.seek(clock.start)} path="M6 5v14M19 6 9 12l10 6z" wide />
        <Control
          label={t('play.reverse')}
          onClick={() => (backward ? clock.pause() : clock.play(-1))}
          path="M18 5 6 12l12 7z"
          active={backward}
        />
        <Control label={t('play.previous')} onClick={() => playback.step(-1)} path="m14 6-7 6 7 6zM18 6v12" />
        <ActionIcon
          size={42}
          radius="xl"
          variant="filled"
          aria-label={forward ? t('play.pause') : t('play.play')}
          onClick={() => (forward ? clock.pause() : clock.play())}
        >
          <svg width={20} height={20} viewBox="0 0 24 24" fill="currentColor" aria-hidden="true">
            <path d={forward ? 'M6 5h4v14H6zM14 5h4v14h-4z' : 'M8 5v14l11-7z'} />
          </svg>
        </ActionIcon>
        <Control label={t('play.next')} onClick={() => playback.step(1)} path="m10 6 7 6-7 6zM6 6v12" />
        <Control label={t('play.end')} onClick={() => playback.seek(clock.end)} path="M18 5v14M5 6l10 6-10 6z" wide />
      </Group>
      <NativeSelect
        aria-label={t('play.speed')}
        size="sm"
        className="speed"
        value={String(clock.speed)}
        onChange={({ currentTarget: { value } }) => clock.setSpeed(value === 'auto' ? 'auto' : Number(value))}
        data={[{ value: 'auto', label: t('play.auto') }, ...SPEEDS.map((speed) => ({ value: String(speed), label: `${speed}×` }))]}
      />
      <Now run={run} />
      <Simulating run={run} />
    </div>
  )
}

function Now({ run }: { readonly run: Run }) {
  const { t } = useTranslation()
  const format = useFormat(run.scenario)
  const time = useTime()
  return (
    <div className="now">
      <span className="visually-hidden">{t('play.time')}: </span>
      <strong>{format.moment(time)}</strong>
    </div>
  )
}

/** While the simulation is ahead of the watcher: how far it is, a way to its front, and a way to end it. */
function Simulating({ run }: { readonly run: Run }) {
  const { t } = useTranslation()
  const format = useFormat(run.scenario)
  useGrowth(run)
  if (!run.growing) return null
  return (
    <Group gap="xs" wrap="nowrap">
      <output className="simulating">{t('play.simulating', { share: format.share(run.reached / run.scenario.horizon) })}</output>
      <Button size="compact-sm" variant="light" onClick={() => playback.seek(playback.clock.end)}>
        {t('play.live')}
      </Button>
      <Button size="compact-sm" variant="default" onClick={stopSimulating}>
        {t('play.stop')}
      </Button>
    </Group>
  )
}

function Control({ label, onClick, path, active = false, wide = false }: ControlProps): ReactNode {
  return (
    <Tooltip label={label}>
      <ActionIcon
        className={wide ? 'wide-only' : ''}
        size={34}
        variant={active ? 'light' : 'subtle'}
        color={active ? 'petrol' : 'dark'}
        aria-label={label}
        aria-pressed={active || undefined}
        onClick={onClick}
      >
        <svg
          width={18}
          height={18}
          viewBox="0 0 24 24"
          fill="currentColor"
          stroke="currentColor"
          strokeWidth={2}
          strokeLinejoin="round"
          aria-hidden="true"
        >
          <path d={path} />
        </svg>
      </ActionIcon>
    </Tooltip>
  )
}

interface ControlProps {
  readonly label: string
  readonly onClick: () => void
  readonly path: string
  readonly active?: boolean
  readonly wide?: boolean
}
