import { useRead } from '../../../platform/web/reads.ts'
import { useSay } from '../../../ui/say.tsx'
import { DayText } from '../../../ui/when.tsx'
import { lastContact } from '../contract.ts'

/** In the strip under a customer's name: when it was last spoken to, in either direction. */
export function LastContact({ customerId }: { customerId: number }) {
  const say = useSay()
  const { data } = useRead(lastContact, { customerId })
  if (!data) return <span className="k-t3">…</span>
  if (data.lastContactOn === null) return <span className="k-t3">{say('interactions.never')}</span>
  return <DayText day={data.lastContactOn} distance />
}
