import { useState } from 'react'
import { openSession } from '../../../modules/organisation/contract.ts'
import { PasswordAdvice } from '../../../modules/organisation/web/PasswordAdvice.tsx'
import { completeSetup, listPacks, type PackId } from '../../../modules/policies/contract.ts'
import { useChange, useRead } from '../../../platform/web/reads.ts'
import { useSession } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { CardChoices } from '../../../ui/card-choices.tsx'
import { Door } from '../../../ui/door.tsx'
import { Field } from '../../../ui/form/field.tsx'
import { Form } from '../../../ui/form/form.tsx'
import { useForm } from '../../../ui/form/form-state.ts'
import { LoginInput, PasswordInput } from '../../../ui/form/password-input.tsx'
import { useGo, useHashText, useSearchText } from '../../../ui/link.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'

const usualPack: PackId = 'rfm-lifecycle'

/** The first run: whoever has the one-time link names the company, becomes its administrator and chooses its policy. */
export function SetUp() {
  const say = useSay()
  const { data: session, problem, again } = useSession()
  const hash = useHashText()
  const search = useSearchText()
  const token = hash || new URLSearchParams(search).get('token') || undefined
  const [begun, setBegun] = useState(false)
  if (problem && !session) {
    return (
      <Door title={say('setup.title')}>
        <Problem problem={problem} again={again} />
      </Door>
    )
  }
  if (!session) {
    return (
      <Door title={say('setup.title')}>
        <Skeleton rows={4} />
      </Door>
    )
  }
  if (session.setUp && !begun) {
    return (
      <Door title={say('setup.done-already')} lead={say('setup.done-already-text')}>
        <Button kind="primary" to="/sign-in" block>
          {say('sign-in.title')}
        </Button>
      </Door>
    )
  }
  if (!token) return <Door title={say('setup.link-needed')} lead={say('setup.link-needed-text')} />
  return (
    <Door title={say('setup.title')} lead={say('setup.lead')} wide>
      <SetUpForm token={token} onBegin={() => setBegun(true)} />
    </Door>
  )
}

/** `onBegin` before the first answer: from then on the session says that there is a company. */
function SetUpForm({ token, onBegin }: { token: string; onBegin: () => void }) {
  const say = useSay()
  const go = useGo()
  const complete = useChange(completeSetup)
  const open = useChange(openSession)
  return (
    <Form
      schema={completeSetup.input}
      values={{ token, pack: usualPack }}
      words="setup.field"
      submitLabel={say('setup.submit')}
      busy={complete.busy || open.busy}
      problem={complete.problem ?? open.problem}
      onSubmit={async (values) => {
        onBegin()
        const done = await complete.send(values)
        const signedIn = done && (await open.send({ login: done.login, password: values.password }))
        if (signedIn) go('/welcome', { replace: true })
        return signedIn
      }}
    >
      <h2>{say('setup.company')}</h2>
      <Field name="company" />
      <h2>{say('setup.administrator')}</h2>
      <Field name="name" />
      <Field name="login" hint={say('setup.login-hint')}>
        {(input) => <LoginInput {...input} />}
      </Field>
      <Field name="password" below={<OwnAdvice />}>
        {(input) => <PasswordInput {...input} autoComplete="new-password" />}
      </Field>
      <h2>{say('setup.policy')}</h2>
      <Packs />
    </Form>
  )
}

/** The advice knows what is typed above it. */
function OwnAdvice() {
  const { values } = useForm()
  const text = (name: string): string => (typeof values[name] === 'string' ? String(values[name]) : '')
  return (
    <PasswordAdvice
      field="password"
      owner={{ login: text('login'), name: text('name'), company: text('company') ? [text('company')] : [] }}
    />
  )
}

function Packs() {
  const say = useSay()
  const form = useForm()
  const { data, problem, again } = useRead(listPacks, {})
  return (
    <>
      <p className="k-t2">{say('setup.policy-text')}</p>
      <Problem problem={problem} again={again} />
      <CardChoices
        label={say('setup.policy')}
        options={(data?.packs ?? []).map((p) => ({ value: p.id, title: p.title, text: p.summary }))}
        value={data?.packs.find((p) => p.id === form.values.pack)?.id}
        onChange={(pack) => form.set('pack', pack)}
      />
    </>
  )
}
