import { useRead } from '../../../platform/web/reads.ts'
import { useSay } from '../../../ui/say.tsx'
import { DayText } from '../../../ui/when.tsx'
import { lastContact } from '../contract.ts'

/** In the strip under a customer's name: when there was last a contact with it, in either direction, on record or by a task. */
export function LastContact({ customerId }: { customerId: number }) {
  const say = useSay()
  const { data } = useRead(lastContact, { customerId })
  if (!data) return <span className="k-t3">…</span>
  if (data.lastContactOn === null) return <span className="k-t3">{say('care.never-contacted')}</span>
  return <DayText day={data.lastContactOn} distance />
}
