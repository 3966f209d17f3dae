import { useRead } from '../../../platform/web/reads.ts'
import { Button } from '../../../ui/button.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { TierBadge } from '../../../ui/tier.tsx'
import { readCustomer } from '../../customers/contract.ts'
import { CustomerPicker } from '../../customers/web/CustomerPicker.tsx'
import { LogForm } from './log-form.tsx'
import type { Logging } from './use-log.ts'

/** First whom the contact was with, then the form for it. */
export const LogWhom = ({ log }: { log: Logging }) =>
  log.customerId === undefined ? (
    <Choosing onChoose={log.change} />
  ) : (
    <Chosen key={log.customerId} id={log.customerId} another={() => log.change(undefined)} close={log.close} />
  )

function Choosing({ onChoose }: { onChoose: (customerId: number) => void }) {
  const say = useSay()
  return (
    <div className="k-fld">
      <label htmlFor="log-customer">{say('interactions.for')}</label>
      <CustomerPicker id="log-customer" autoFocus onChange={(id) => id !== null && onChoose(id)} />
    </div>
  )
}

type ChosenProps = { id: number; another: () => void; close: () => void }

function Chosen({ id, another, close }: ChosenProps) {
  const say = useSay()
  const { data, problem, again } = useRead(readCustomer, { id })
  if (problem) return <Problem problem={problem} again={again} />
  if (!data) return <Skeleton rows={6} />
  return (
    <>
      <div className="log-whom">
        <span className="k-b k-cut">{data.name}</span>
        {data.tier && <TierBadge tier={{ code: data.tier }} />}
        <span className="k-grow" />
        <Button kind="link" small onClick={another}>
          {say('interactions.another-customer')}
        </Button>
      </div>
      <LogForm customer={data} close={close} />
    </>
  )
}
