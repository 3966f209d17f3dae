import { useChange, useRead } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { shortDay } from '../../../ui/days.ts'
import { useNow } from '../../../ui/now.tsx'
import { problemWords } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Pins } from '../../../ui/timeline.tsx'
import { listInteractions, maxPinned, pinInteraction } from '../contract.ts'
import type { Row } from './contact-words.ts'

/** What was pinned of a customer, over its timeline. */
export function PinnedInteractions({ customerId }: { customerId: number }) {
  const { today } = useNow()
  const { data } = useRead(listInteractions, { customerId, pinned: true, limit: maxPinned })
  const pins = (data?.rows ?? []).map((row) => ({
    key: row.id,
    text: row.text,
    by: `${row.person?.name ?? row.loggedByName} · ${shortDay(row.happenedOn, today)}`,
    actions: <PinButton row={row} />,
  }))
  return <Pins pins={pins} />
}

/** Puts a record over the timeline, or takes it away; says why where it cannot. */
export function PinButton({ row }: { row: Row }) {
  const say = useSay()
  const pin = useChange(pinInteraction, { rooms: ['customers'] })
  if (!useMay()(pinInteraction.permission)) return null
  return (
    <>
      <Button kind="link" small busy={pin.busy} onClick={() => void pin.send({ id: row.id, pinned: !row.pinned })}>
        {say(row.pinned ? 'interactions.unpin' : 'interactions.pin')}
      </Button>
      {pin.problem && (
        <span className="k-danger" role="alert">
          {problemWords(pin.problem, say)}
        </span>
      )}
    </>
  )
}
