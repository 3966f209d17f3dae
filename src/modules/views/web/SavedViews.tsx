import { PlusOutlined } from '@ant-design/icons'
import { Tabs } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import type { View as Quick } from '../../../ui/list/list-props.ts'
import { quickTab, type SavedViewsProps } from '../../../ui/list/view-bar.tsx'
import { usePhone } from '../../../ui/media.ts'
import { useSay } from '../../../ui/say.tsx'
import { keptQuestion } from './kept-question.ts'
import { useOpening } from './use-opening.ts'
import { useUpdate, useViews, type View } from './use-views.ts'
import { ViewMenu } from './view-menu.tsx'
import './views.css'

const NewView = lazy(() => import('./view-settings.tsx').then((m) => ({ default: m.NewView })))
const ViewSettings = lazy(() => import('./view-settings.tsx').then((m) => ({ default: m.ViewSettings })))

const tabOf = (view: View) => `view-${view.id}`

/** Over a list: the tabs it brings, the views its reader has put beside them, and the way to all others. */
export function SavedViews({ list, quick, state, columns }: SavedViewsProps) {
  const say = useSay()
  const phone = usePhone()
  const kept = useViews(list)
  const current = useOpening(state, kept)
  const { update, busy } = useUpdate()
  const [saving, setSaving] = useState(false)
  const [setting, setSetting] = useState<View | undefined>(undefined)
  const brought: readonly Quick[] = quick.length > 0 ? quick : [{ key: 'all', title: say('views.all') }]
  const plain = brought[0]?.key
  const changed = current !== undefined && !state.bare && state.question !== current.query
  const views = kept?.views ?? []
  const tabs = views.filter((v) => v.pinned || v.id === current?.id)
  const show = (key: string) => {
    const view = tabs.find((v) => tabOf(v) === key)
    if (view) state.open(view.query, view.id)
    else if (current) state.open(key === plain && kept?.first === null ? '' : `quick=${key}`)
    else state.change({ view: key === plain && kept?.first === null ? undefined : key })
  }
  const doings = {
    onSave: () => setSaving(true),
    ...(current && changed ? { onBack: () => state.open(current.query, current.id) } : {}),
    ...(current?.mayChange && changed ? { onUpdate: () => update(current, keptQuestion(state.question, columns, plain)) } : {}),
  }
  return (
    <>
      <div className="k-views views-bar">
        <Tabs
          size="small"
          activeKey={current ? tabOf(current) : (state.query.view ?? plain ?? '')}
          onChange={show}
          items={[
            ...brought.map(quickTab),
            ...tabs.map((v) => ({ key: tabOf(v), label: <Tab view={v} changed={changed && v.id === current?.id} /> })),
          ]}
        />
        <div className="k-row views-acts">
          {!phone && <Doings {...doings} busy={busy} current={current} />}
          <ViewMenu
            views={views}
            first={kept?.first ?? null}
            current={current}
            onOpen={(v) => state.open(v.query, v.id)}
            onSettings={setSetting}
            doings={phone ? <Doings {...doings} busy={busy} current={current} /> : undefined}
          />
        </div>
      </div>
      <Dialog open={saving} title={say('views.new')} onClose={() => setSaving(false)}>
        <Suspense>
          <NewView
            list={list}
            kept={kept}
            query={keptQuestion(state.question, columns, plain)}
            onCancel={() => setSaving(false)}
            onDone={(v) => {
              setSaving(false)
              state.open(v.query, v.id)
            }}
          />
        </Suspense>
      </Dialog>
      <Dialog open={setting !== undefined} title={say('views.settings')} onClose={() => setSetting(undefined)}>
        <Suspense>
          {setting && (
            <ViewSettings
              key={setting.id}
              view={views.find((v) => v.id === setting.id) ?? setting}
              kept={kept}
              onDone={() => setSetting(undefined)}
              onGone={(v) => {
                setSetting(undefined)
                if (v.id === current?.id) state.open('')
              }}
            />
          )}
        </Suspense>
      </Dialog>
    </>
  )
}

function Tab({ view, changed }: { view: View; changed: boolean }) {
  const say = useSay()
  return (
    <span className="views-tab" title={view.own ? undefined : say('views.by', { name: view.ownerName })}>
      {view.name}
      {changed && <i title={say('views.changed')}>{say('views.changed')}</i>}
    </span>
  )
}

type DoingsProps = { onSave: () => void; onUpdate?: () => void; onBack?: () => void; busy: boolean; current: View | undefined }

/** What can be done with what the list shows now. */
function Doings({ onSave, onUpdate, onBack, busy, current }: DoingsProps) {
  const say = useSay()
  return (
    <>
      {onBack && (
        <Button kind="text" small onClick={onBack}>
          {say('views.back')}
        </Button>
      )}
      {onUpdate && (
        <Button kind="text" small busy={busy} onClick={onUpdate}>
          {say('views.update')}
        </Button>
      )}
      <Button kind="text" small icon={<PlusOutlined />} onClick={onSave}>
        {say(current ? 'views.save-as' : 'views.save')}
      </Button>
    </>
  )
}
