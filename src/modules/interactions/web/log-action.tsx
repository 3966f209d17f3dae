import { EditOutlined } from '@ant-design/icons'
import { useMay } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { Link } from '../../../ui/link.tsx'
import { usePhone } from '../../../ui/media.ts'
import { useSay } from '../../../ui/say.tsx'
import { logInteraction } from '../contract.ts'
import { LogButton } from './LogButton.tsx'
import { useLog } from './use-log.ts'

/** On a customer's page: the primary button of its head, on a phone one of the large ones under the name. */
export function LogAction({ customerId }: { customerId: number }) {
  const say = useSay()
  const phone = usePhone()
  const log = useLog()
  const mayLog = useMay()(logInteraction.permission)
  if (!phone) return <LogButton kind="primary" customerId={customerId} />
  return mayLog ? (
    <Link to={log.address(customerId)}>
      <EditOutlined />
      {say('interactions.note')}
    </Link>
  ) : null
}

/** In a row of the customer list: the form opens over the list. */
export function LogInRow({ customerId }: { customerId: number }) {
  const say = useSay()
  const log = useLog()
  return <Button small kind="text" icon={<EditOutlined />} label={say('interactions.note')} onClick={() => log.start(customerId)} />
}
