import { type DragEvent, Fragment, type RefObject, useState } from 'react'
import { Bar } from '../../../ui/bar.tsx'
import { Person } from '../../../ui/chip.tsx'
import { grouped } from '../../../ui/figures.ts'
import { useSay } from '../../../ui/say.tsx'
import { onTimePercent } from '../policy/team.ts'
import type { Giving, Looked, Member } from './team.tsx'
import { HeapTasks } from './team-heap.tsx'
import type { Given } from './team-tasks.tsx'
import type { OpenTask } from './use-open-task.ts'

type BoardProps = {
  people: readonly Member[]
  asked: { unitId?: number }
  opened: OpenTask
  giving: Giving
  dragged: RefObject<Given | undefined>
  onDrag: (tasks: Given | undefined) => void
}

const columns = ['overdue', 'today', 'week', 'open', 'done'] as const

/** A row a person: every figure opens its tasks under the row; tasks dropped on a row become that person's. */
export function TeamBoard(board: BoardProps) {
  const say = useSay()
  const [looked, setLooked] = useState<Looked>(undefined)
  return (
    <table className="team-board">
      <thead>
        <tr>
          <th scope="col">{say('team.person')}</th>
          {columns.map((heap) => (
            <th key={heap} scope="col" className="right">
              {say(`team.heap.${heap}`)}
            </th>
          ))}
          <th scope="col" className="rate">
            {say('team.rate')}
          </th>
        </tr>
      </thead>
      <tbody>
        {board.people.map((member) => (
          <Fragment key={member.personId}>
            <MemberRow member={member} board={board} looked={looked} setLooked={setLooked} />
            {looked?.personId === member.personId && (
              <tr className="team-under">
                <td colSpan={columns.length + 2}>
                  <HeapTasks
                    asked={{ ...board.asked, assignee: looked.personId, heap: looked.heap }}
                    label={`${member.name} ${say(`team.heap.${looked.heap}`)}`}
                    opened={board.opened}
                    giving={board.giving}
                    onDrag={board.onDrag}
                    onClose={() => setLooked(undefined)}
                  />
                </td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  )
}

type RowProps = { member: Member; board: BoardProps; looked: Looked; setLooked: (looked: Looked) => void }

function MemberRow({ member, board, looked, setLooked }: RowProps) {
  const say = useSay()
  const [over, setOver] = useState(false)
  const { personId, name, unitName } = member
  const { dragged, onDrag, giving } = board
  const dragOver = (e: DragEvent) => {
    if (!dragged.current) return
    e.preventDefault()
    setOver(true)
  }
  const drop = (e: DragEvent) => {
    e.preventDefault()
    setOver(false)
    if (dragged.current) void giving.give(dragged.current, member)
    onDrag(undefined)
  }
  return (
    <tr className={over ? 'over' : ''} onDragOver={dragOver} onDragLeave={() => setOver(false)} onDrop={drop}>
      <th scope="row">
        <span className="k-row">
          <Person name={name} />
          <small className="k-t3 k-cut">{unitName}</small>
        </span>
      </th>
      {columns.map((heap) => {
        const isOpen = looked?.personId === personId && looked.heap === heap
        return (
          <td key={heap} className="right" data-label={say(`team.heap.${heap}`)}>
            <Figure
              count={member[heap]}
              late={heap === 'overdue'}
              label={`${name} ${say(`team.heap.${heap}`)} ${member[heap]}`}
              isOpen={isOpen}
              onClick={() => setLooked(isOpen ? undefined : { personId, heap })}
            />
          </td>
        )
      })}
      <td className="rate" data-label={say('team.rate')}>
        <Rate member={member} />
      </td>
    </tr>
  )
}

type FigureProps = { count: number; late: boolean; label: string; isOpen: boolean; onClick: () => void }

function Figure({ count, late, label, isOpen, onClick }: FigureProps) {
  if (count === 0) return <span className="k-mute">0</span>
  return (
    <button type="button" className={late ? 'k-danger' : ''} aria-label={label} aria-expanded={isOpen} onClick={onClick}>
      {grouped(count)}
    </button>
  )
}

/** Red below this share, as everywhere where health is measured. */
const sound = 60

function Rate({ member }: { member: Member }) {
  const say = useSay()
  const percent = onTimePercent(member)
  if (percent === null) return <span className="k-t3">—</span>
  return (
    <span className="k-row" title={say('team.rate-says', member)}>
      <span className="k-figure">{percent}%</span>
      <Bar value={percent} goodFrom={sound} wide label={say('team.rate-says', member)} />
    </span>
  )
}
