import { useState } from 'react'
import { z } from 'zod'
import { useChange } from '../../../platform/web/reads.ts'
import { useSession } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { Door } from '../../../ui/door.tsx'
import { Field } from '../../../ui/form/field.tsx'
import { Form } from '../../../ui/form/form.tsx'
import { PasswordInput } from '../../../ui/form/password-input.tsx'
import { useHashText } from '../../../ui/link.tsx'
import { useSay } from '../../../ui/say.tsx'
import { setPassword } from '../contract.ts'
import { PasswordAdvice } from './PasswordAdvice.tsx'

const form = z.strictObject({ password: setPassword.input.shape.password })

/** Where a one-time link leads: a new password, then signing in with it. */
export function SetPassword() {
  const say = useSay()
  const company = useSession().data?.company?.name
  const token = useHashText() || undefined
  const [login, setLogin] = useState<string | undefined>(undefined)
  const set = useChange(setPassword, { onDone: (done) => setLogin(done.login) })
  const toSignIn = (
    <Button kind="primary" to="/sign-in" block>
      {say('sign-in.title')}
    </Button>
  )
  if (login) {
    return (
      <Door title={say('password.done')} lead={say('password.done-text', { login })}>
        {toSignIn}
      </Door>
    )
  }
  if (!token) {
    return (
      <Door title={say('password.title')} lead={say('problem.link-not-valid')}>
        {toSignIn}
      </Door>
    )
  }
  return (
    <Door title={say('password.title')} lead={company}>
      <Form
        schema={form}
        values={{}}
        words="password.field"
        submitLabel={say('password.submit')}
        busy={set.busy}
        problem={set.problem}
        onSubmit={({ password }) => set.send({ token, password })}
      >
        <Field name="password" below={<PasswordAdvice field="password" owner={{ company: company ? [company] : [] }} />}>
          {(input) => <PasswordInput {...input} autoComplete="new-password" autoFocus />}
        </Field>
      </Form>
    </Door>
  )
}
