import { DeleteOutlined } from '@ant-design/icons'
import { Input, Radio, Select, Switch } from 'antd'
import { useId, useState } from 'react'
import { useChange, useRead } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { Copy } from '../../../ui/copy.tsx'
import { usePathname } from '../../../ui/link.tsx'
import { Problem, type ProblemLike } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { type Audience, audiences, changeView, createView, roleOptions, setFirstView, setRoleViews, sharing } from '../contract.ts'
import { linkTo } from './kept-question.ts'
import { type Kept, useRemoval, type View } from './use-views.ts'
import '../../../ui/css/form.css'

type Typed = { name: string; audience: Audience; first: boolean; roles: readonly string[] }

/** The three writes behind the form: who begins with a view is kept apart from the view. */
function useKeeping() {
  const first = useChange(setFirstView)
  const roles = useChange(setRoleViews)
  const after = async (view: View, was: Pick<Typed, 'first' | 'roles'>, typed: Typed): Promise<boolean> => {
    const moved = view.audience === 'COMPANY' && [...typed.roles].sort().join() !== [...was.roles].sort().join()
    if (moved && !(await roles.send({ id: view.id, version: view.version, roles: [...typed.roles] }))) return false
    if (typed.first === was.first) return true
    return (await first.send({ list: view.list, viewId: typed.first ? view.id : null })) !== undefined
  }
  return { after, busy: first.busy || roles.busy, problem: first.problem ?? roles.problem }
}

type NewViewProps = { list: string; query: string; kept: Kept | undefined; onCancel: () => void; onDone: (view: View) => void }

/** Keeps what the list shows under a name. */
export function NewView({ list, query, kept, onCancel, onDone }: NewViewProps) {
  const say = useSay()
  const toast = useToast()
  const create = useChange(createView)
  const keeping = useKeeping()
  const save = async (typed: Typed) => {
    const view = await create.send({ list, query, name: typed.name, audience: typed.audience })
    if (!view) return
    await keeping.after(view, { first: false, roles: [] }, typed)
    toast({ text: say('views.saved', { name: view.name }) })
    onDone(view)
  }
  return (
    <ViewForm
      start={{ name: '', audience: 'MINE', first: false, roles: [] }}
      unitName={kept?.unitName ?? null}
      busy={create.busy || keeping.busy}
      problem={create.problem ?? keeping.problem}
      onSubmit={(typed) => void save(typed)}
      onCancel={onCancel}
    />
  )
}

type ViewSettingsProps = { view: View; kept: Kept | undefined; onDone: () => void; onGone: (view: View) => void }

/** What a view is called, who sees it and for whom it comes first; its link; and its end. */
export function ViewSettings({ view, kept, onDone, onGone }: ViewSettingsProps) {
  const say = useSay()
  const toast = useToast()
  const path = usePathname()
  const change = useChange(changeView)
  const keeping = useKeeping()
  const removal = useRemoval(onGone)
  const start: Typed = { ...view, first: kept?.first === view.id && kept.ownFirst }
  const save = async (typed: Typed) => {
    const { id, version } = view
    const changed = view.mayChange ? await change.send({ id, version, name: typed.name, audience: typed.audience }) : view
    if (!changed || !(await keeping.after(changed, start, typed))) return
    toast({ text: say('views.kept', { name: changed.name }) })
    onDone()
  }
  return (
    <>
      {!view.mayChange && <p className="k-t2">{say('views.of-somebody', { name: view.ownerName })}</p>}
      <ViewForm
        start={start}
        fixed={!view.mayChange}
        unitName={view.own ? (kept?.unitName ?? null) : view.unitName}
        busy={change.busy || keeping.busy}
        problem={change.problem ?? keeping.problem ?? removal.problem}
        onSubmit={(typed) => void save(typed)}
        onCancel={onDone}
      />
      <div className="views-more">
        <b className="k-aux">{say('views.copy-link')}</b>
        <Copy text={`${location.origin}${linkTo(path, view)}`} label={say('views.link')} />
        {view.mayChange && (
          <Button danger kind="text" icon={<DeleteOutlined />} busy={removal.busy} onClick={() => removal.remove(view)}>
            {say('views.delete')}
          </Button>
        )}
      </div>
    </>
  )
}

type ViewFormProps = {
  start: Typed
  /** Somebody else's: only whether one begins with it oneself can be said. */
  fixed?: boolean
  unitName: string | null
  busy: boolean
  problem: ProblemLike | undefined
  onSubmit: (typed: Typed) => void
  onCancel: () => void
}

function ViewForm({ start, fixed, unitName, busy, problem, onSubmit, onCancel }: ViewFormProps) {
  const say = useSay()
  const mayShare = useMay()(sharing)
  const id = useId()
  const [typed, setTyped] = useState(start)
  const set = (change: Partial<Typed>) => setTyped({ ...typed, ...change })
  const name = typed.name.trim()
  return (
    <form
      className="k-form"
      onSubmit={(e) => {
        e.preventDefault()
        if (name && !busy) onSubmit({ ...typed, name })
      }}
    >
      <Problem problem={problem} />
      {!fixed && (
        <div className="k-fld">
          <label htmlFor={`${id}-name`}>{say('views.field.name')}</label>
          <Input id={`${id}-name`} autoFocus maxLength={40} value={typed.name} onChange={(e) => set({ name: e.target.value })} />
        </div>
      )}
      {!fixed && <Audiences value={typed.audience} was={start.audience} unitName={unitName} onChange={(audience) => set({ audience })} />}
      {!fixed && mayShare && typed.audience === 'COMPANY' && <Roles value={typed.roles} onChange={(roles) => set({ roles })} />}
      <div className="k-row">
        <Switch size="small" id={`${id}-first`} checked={typed.first} onChange={(first) => set({ first })} />
        <label htmlFor={`${id}-first`}>{say('views.field.first')}</label>
      </div>
      <div className="k-row k-form-foot">
        <Button
          kind="primary"
          submit
          busy={busy}
          disabledBecause={name ? undefined : say('ui.missing', { fields: say('views.field.name') })}
        >
          {say('ui.save')}
        </Button>
        <Button kind="text" onClick={onCancel}>
          {say('ui.cancel')}
        </Button>
      </div>
    </form>
  )
}

type AudiencesProps = { value: Audience; was: Audience; unitName: string | null; onChange: (audience: Audience) => void }

function Audiences({ value, was, unitName, onChange }: AudiencesProps) {
  const say = useSay()
  const mayShare = useMay()(sharing)
  const because: Partial<Record<Audience, string | undefined>> = {
    UNIT: unitName === null && was !== 'UNIT' ? say('views.no-unit') : undefined,
    COMPANY: mayShare || was === 'COMPANY' ? undefined : say('views.no-share-right'),
  }
  const words = (audience: Audience) =>
    audience === 'UNIT' && unitName !== null ? say('views.audience.UNIT-of', { unit: unitName }) : say(`views.audience.${audience}`)
  return (
    <fieldset className="views-audience">
      <legend>{say('views.field.audience')}</legend>
      <Radio.Group vertical value={value} onChange={(e) => onChange(audiences.find((a) => a === e.target.value) ?? 'MINE')}>
        {audiences.map((audience) => (
          <Radio key={audience} value={audience} disabled={because[audience] !== undefined}>
            {words(audience)} {because[audience] && <span className="k-aux k-t3">{because[audience]}</span>}
          </Radio>
        ))}
      </Radio.Group>
      {value !== 'MINE' && <p className="k-aux k-t2">{say('views.shares-question')}</p>}
    </fieldset>
  )
}

function Roles({ value, onChange }: { value: readonly string[]; onChange: (roles: readonly string[]) => void }) {
  const say = useSay()
  const roles = useRead(roleOptions, {}, { staleSeconds: 300 }).data?.roles ?? []
  return (
    <div className="k-fld">
      <span>{say('views.field.roles')}</span>
      <Select
        mode="multiple"
        aria-label={say('views.field.roles')}
        value={[...value]}
        onChange={onChange}
        options={roles.map((r) => ({ value: r.key, label: r.name }))}
        optionFilterProp="label"
      />
    </div>
  )
}
