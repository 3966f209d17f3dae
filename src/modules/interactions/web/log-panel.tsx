import { useRead } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { SidePanel } from '../../../ui/dialog.tsx'
import { useKey } from '../../../ui/keys.ts'
import { usePathname } from '../../../ui/link.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { TierBadge } from '../../../ui/tier.tsx'
import { readCustomer } from '../../customers/contract.ts'
import { CustomerPicker } from '../../customers/web/CustomerPicker.tsx'
import { logInteraction } from '../contract.ts'
import { LogForm } from './log-form.tsx'
import { useLog } from './use-log.ts'
import './interactions.css'

/** The form for a contact over whatever screen one is on: its address asks for it, or the key N. */
export function LogAnywhere() {
  const say = useSay()
  const log = useLog()
  const path = usePathname()
  const mayLog = useMay()(logInteraction.permission)
  useKey('n', mayLog && !log.open ? () => log.start(customerOn(path)) : undefined, { last: true })
  return (
    <SidePanel open={log.open && mayLog} title={say('interactions.log')} onClose={log.close}>
      {log.customerId === undefined ? (
        <Choosing onChoose={log.change} />
      ) : (
        <Chosen key={log.customerId} id={log.customerId} another={() => log.change(undefined)} close={log.close} />
      )}
    </SidePanel>
  )
}

/** The customer whose page this is. */
function customerOn(path: string): number | undefined {
  const id = Number(/^\/customers\/(\d+)$/.exec(path)?.[1])
  return Number.isSafeInteger(id) && id > 0 ? id : undefined
}

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
