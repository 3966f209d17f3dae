import { useState } from 'react'
import { useChange, useRead } from '../../../platform/web/reads.ts'
import { useMay, useSession } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { Copy } from '../../../ui/copy.tsx'
import { SidePanel } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/form/field.tsx'
import { Form } from '../../../ui/form/form.tsx'
import { useSay } from '../../../ui/say.tsx'
import { createToken, listRoles } from '../contract.ts'
import { Permissions } from './Permissions.tsx'

/** Makes a key; its secret is shown this once. */
export function NewToken({ onClose }: { onClose: () => void }) {
  const say = useSay()
  const may = useMay()
  const own = useSession().data?.person?.permissions ?? []
  const all = useRead(listRoles, {}, { when: own.includes('*') && may('organisation.manage') }).data?.permissions ?? []
  const known = own.includes('*') ? all : own
  const [made, setMade] = useState<{ name: string; token: string } | undefined>(undefined)
  const create = useChange(createToken, { onDone: setMade })
  return (
    <SidePanel open title={say('tokens.add')} onClose={onClose}>
      {made ? (
        <div className="k-stack">
          <p>{say('tokens.made', { name: made.name })}</p>
          <Copy text={made.token} label={made.name} />
          <div>
            <Button onClick={onClose}>{say('tokens.kept')}</Button>
          </div>
        </div>
      ) : (
        <Form
          schema={createToken.input}
          values={{}}
          words="tokens.field"
          submitLabel={say('tokens.add')}
          busy={create.busy}
          problem={create.problem}
          onSubmit={(values) => create.send(values.permissions?.length === 0 ? { ...values, permissions: null } : values)}
          onCancel={onClose}
        >
          <Field name="name" placeholder={say('tokens.name-example')} />
          <Field name="expiresAt" hint={say('tokens.expires-hint')} />
          <Field name="permissions" hint={say('tokens.permissions-hint')}>
            {(input) => <Permissions known={known} value={input.value} onChange={input.onChange} withAll={false} />}
          </Field>
        </Form>
      )}
    </SidePanel>
  )
}
