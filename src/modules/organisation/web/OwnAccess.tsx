import { useState } from 'react'
import { useChange, useRead } from '../../../platform/web/reads.ts'
import { Button } from '../../../ui/button.tsx'
import { Chip } from '../../../ui/chip.tsx'
import { Field } from '../../../ui/form/field.tsx'
import { Form } from '../../../ui/form/form.tsx'
import { PasswordInput } from '../../../ui/form/password-input.tsx'
import { Line, Lines } from '../../../ui/lines.tsx'
import { Section } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { When } from '../../../ui/when.tsx'
import { changePassword, endSession, listSessions } from '../contract.ts'
import { Deputies } from './Deputies.tsx'
import { deviceOf } from './device.ts'
import { PasswordAdvice } from './PasswordAdvice.tsx'

/** One's own ways in: password, where one is signed in, and who stands in. */
export function OwnAccess({ personId }: { personId: number }) {
  return (
    <>
      <OwnPassword />
      <OwnSessions />
      <Deputies personId={personId} />
    </>
  )
}

function OwnPassword() {
  const say = useSay()
  const toast = useToast()
  const [open, setOpen] = useState(false)
  const change = useChange(changePassword, {
    onDone: () => {
      setOpen(false)
      toast({ text: say('password.changed') })
    },
  })
  return (
    <Section title={say('password.section')}>
      {open ? (
        <Form
          schema={changePassword.input}
          values={{}}
          words="password.field"
          submitLabel={say('password.change')}
          busy={change.busy}
          problem={change.problem}
          onSubmit={change.send}
          onCancel={() => setOpen(false)}
        >
          <Field name="current">{(input) => <PasswordInput {...input} autoComplete="current-password" autoFocus />}</Field>
          <Field name="next" below={<PasswordAdvice field="next" />}>
            {(input) => <PasswordInput {...input} autoComplete="new-password" />}
          </Field>
        </Form>
      ) : (
        <div className="k-row">
          <span className="k-t2 k-grow">{say('password.section-text')}</span>
          <Button onClick={() => setOpen(true)}>{say('password.change')}</Button>
        </div>
      )}
    </Section>
  )
}

function OwnSessions() {
  const say = useSay()
  const { data, problem, again } = useRead(listSessions, {})
  const end = useChange(endSession)
  return (
    <Section title={say('sessions.title')}>
      <Problem problem={problem ?? end.problem} again={again} />
      <Lines label={say('sessions.title')}>
        {data?.sessions.map((s) => (
          <Line
            key={s.id}
            title={deviceOf(s.agent) ?? say('sessions.unknown-device')}
            text={
              <>
                {s.source} · {say('sessions.seen')} <When at={s.seenAt} />
              </>
            }
            note={s.current && <Chip tone="ok">{say('sessions.current')}</Chip>}
            actions={
              !s.current && (
                <Button kind="text" small busy={end.busy} onClick={() => void end.send({ id: s.id })}>
                  {say('sessions.end')}
                </Button>
              )
            }
          />
        ))}
      </Lines>
    </Section>
  )
}
