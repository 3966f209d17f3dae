import { UserSwitchOutlined } from '@ant-design/icons'
import { Checkbox } from 'antd'
import { type DragEvent, useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { useSay } from '../../../ui/say.tsx'
import { TierGlyph } from '../../../ui/tier.tsx'
import { Due } from './due-text.tsx'
import { type Row, titleWords } from './task-words.ts'
import type { OpenTask } from './use-open-task.ts'
import './team.css'

/** Tasks with the version they were seen in. */
export type Given = readonly { id: number; version: number }[]

type TeamTasksProps = {
  tasks: readonly Row[]
  label: string
  opened: OpenTask
  /** Asks for a person to give these to. */
  onGive: (tasks: Given) => void
  /** Begins and ends a drag; all ticked ones go along with a ticked one. */
  onDrag?: (tasks: Given | undefined) => void
}

/** Tasks to be handed out: ticked for many at once, dragged, or each by its button. */
export function TeamTasks({ tasks, label, opened, onGive, onDrag }: TeamTasksProps) {
  const say = useSay()
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set())
  const open = tasks.filter((t) => t.state === 'OPEN')
  const chosen = open.filter((t) => ticked.has(t.id))
  const tick = (id: number, on: boolean) => setTicked(new Set(on ? [...ticked, id] : [...ticked].filter((one) => one !== id)))
  const take = (e: DragEvent, task: Row) => {
    e.dataTransfer.setData('text/plain', String(task.id))
    e.dataTransfer.effectAllowed = 'move'
    onDrag?.(ticked.has(task.id) ? chosen : [task])
  }
  return (
    <div className="team-tasks">
      {open.length > 0 && (
        <div className="k-row team-bulk">
          <Checkbox
            checked={chosen.length === open.length}
            indeterminate={chosen.length > 0 && chosen.length < open.length}
            onChange={(e) => setTicked(new Set(e.target.checked ? open.map((t) => t.id) : []))}
          >
            {chosen.length > 0 ? say('team.chosen', { count: chosen.length }) : say('team.choose-all', { count: open.length })}
          </Checkbox>
          {chosen.length > 0 && (
            <Button small kind="primary" onClick={() => onGive(chosen)}>
              {say('team.give')}
            </Button>
          )}
        </div>
      )}
      <ul aria-label={label}>
        {tasks.map((t) => (
          <li
            key={t.id}
            draggable={onDrag !== undefined && t.state === 'OPEN'}
            onDragStart={(e) => take(e, t)}
            onDragEnd={() => onDrag?.(undefined)}
          >
            {t.state === 'OPEN' && (
              <Checkbox
                checked={ticked.has(t.id)}
                aria-label={say('team.choose', { title: `${t.customerName ?? ''} ${titleWords(t, say)}` })}
                onChange={(e) => tick(t.id, e.target.checked)}
              />
            )}
            <Words task={t} opened={opened} />
            <Due task={t} />
            {t.state === 'OPEN' && (
              <Button small kind="text" icon={<UserSwitchOutlined />} label={say('team.give-one')} onClick={() => onGive([t])} />
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Words({ task, opened }: { task: Row; opened: OpenTask }) {
  const say = useSay()
  const title = titleWords(task, say)
  return (
    <span className="k-row k-grow team-words">
      {task.tier && <TierGlyph tier={{ code: task.tier }} />}
      <button type="button" className="k-cut" onClick={() => opened.open(task.id)}>
        {task.customerName ?? title}
      </button>
      {task.customerName !== null && <span className="k-t2 k-cut">{title}</span>}
    </span>
  )
}
