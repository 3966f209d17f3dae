import { EditOutlined } from '@ant-design/icons'
import { useMay } from '../../../platform/web/session.ts'
import { Button, type ButtonProps } from '../../../ui/button.tsx'
import { useSay } from '../../../ui/say.tsx'
import { logInteraction } from '../contract.ts'
import { useLog } from './use-log.ts'

type LogButtonProps = Pick<ButtonProps, 'kind' | 'small'> & {
  /** Without one the form asks. */
  customerId?: number
}

/** Opens the form for a contact over the screen one is on; N does the same. */
export function LogButton({ customerId, ...look }: LogButtonProps) {
  const say = useSay()
  const log = useLog()
  const mayLog = useMay()(logInteraction.permission)
  return (
    <Button
      {...look}
      icon={<EditOutlined />}
      disabledBecause={mayLog ? undefined : say('interactions.no-right')}
      onClick={() => log.start(customerId)}
    >
      {say('interactions.log')}
    </Button>
  )
}
