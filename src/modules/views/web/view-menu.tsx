import { DownOutlined, PushpinFilled, PushpinOutlined, SettingOutlined } from '@ant-design/icons'
import { Button as AntButton, Popover } from 'antd'
import { type ReactNode, useState } from 'react'
import { useChange } from '../../../platform/web/reads.ts'
import { Chip } from '../../../ui/chip.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { useSay } from '../../../ui/say.tsx'
import { pinView } from '../contract.ts'
import type { View } from './use-views.ts'

type ViewMenuProps = {
  views: readonly View[]
  first: number | null
  current: View | undefined
  onOpen: (view: View) => void
  onSettings: (view: View) => void
  /** On a phone, what can be done with what the list shows. */
  doings: ReactNode | undefined
}

const groupOf = (view: View): 'mine' | 'unit' | 'company' => (view.own ? 'mine' : view.audience === 'COMPANY' ? 'company' : 'unit')

/** All views of a list: one's own, the team's, the company's. */
export function ViewMenu({ views, doings, ...row }: ViewMenuProps) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  const close =
    <T,>(act: (given: T) => void) =>
    (given: T) => {
      setOpen(false)
      act(given)
    }
  const content = (
    <div className="views-menu">
      {views.length === 0 && <Empty title={say('views.none')} why={say('views.none-why')} />}
      {(['mine', 'unit', 'company'] as const).map((group) => {
        const some = views.filter((v) => groupOf(v) === group)
        return (
          some.length > 0 && (
            <section key={group}>
              <h4>{say(`views.${group}`)}</h4>
              <ul>
                {some.map((v) => (
                  <ViewRow key={v.id} view={v} {...row} onOpen={close(row.onOpen)} onSettings={close(row.onSettings)} />
                ))}
              </ul>
            </section>
          )
        )
      })}
      {doings && (
        // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: presses of the buttons inside
        <div className="views-menu-acts" onClick={() => setOpen(false)}>
          {doings}
        </div>
      )}
    </div>
  )
  return (
    <Popover trigger="click" open={open} onOpenChange={setOpen} placement="bottomRight" arrow={false} content={content}>
      <AntButton type="text" size="small" aria-label={say('views.menu-label', { count: views.length })} aria-expanded={open}>
        {say('views.menu')}
        {views.length > 0 && <small>{views.length}</small>}
        <DownOutlined />
      </AntButton>
    </Popover>
  )
}

type ViewRowProps = Omit<ViewMenuProps, 'views' | 'doings'> & { view: View }

function ViewRow({ view, first, current, onOpen, onSettings }: ViewRowProps) {
  const say = useSay()
  const pin = useChange(pinView)
  const isCurrent = view.id === current?.id
  return (
    <li className={isCurrent ? 'current' : ''}>
      <button type="button" className="views-name" aria-current={isCurrent} onClick={() => onOpen(view)}>
        <span className="k-cut">{view.name}</span>
        {view.id === first && <Chip>{say('views.first-chip')}</Chip>}
        {!view.own && <small className="k-t3">{view.ownerName}</small>}
      </button>
      <button
        type="button"
        className={`views-icon ${view.pinned ? 'on' : ''}`}
        aria-pressed={view.pinned}
        aria-label={say(view.pinned ? 'views.unpin' : 'views.pin', { name: view.name })}
        title={say(view.pinned ? 'views.unpin' : 'views.pin', { name: view.name })}
        onClick={() => void pin.send({ id: view.id, pinned: !view.pinned })}
      >
        {view.pinned ? <PushpinFilled /> : <PushpinOutlined />}
      </button>
      <button
        type="button"
        className="views-icon"
        aria-label={say('views.settings-of', { name: view.name })}
        onClick={() => onSettings(view)}
      >
        <SettingOutlined />
      </button>
    </li>
  )
}
