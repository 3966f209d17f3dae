import { useEffect, useState } from 'react'
import type { Say } from '../../../core/text.ts'
import { useChange } from '../../../platform/web/reads.ts'
import { useSession } from '../../../platform/web/session.ts'
import { Door } from '../../../ui/door.tsx'
import { Field } from '../../../ui/form/field.tsx'
import { Form } from '../../../ui/form/form.tsx'
import { LoginInput, PasswordInput } from '../../../ui/form/password-input.tsx'
import type { ProblemLike } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { openSession } from '../contract.ts'

/** The page before everything else; the gate leads on when somebody has signed in. */
export function SignIn() {
  const say = useSay()
  const { data: session } = useSession()
  return (
    <Door title={session?.company?.name || say('sign-in.title')} lead={session?.company?.name ? say('sign-in.title') : undefined}>
      <SignInForm />
      <p className="k-aux k-t3">{say('sign-in.forgotten')}</p>
    </Door>
  )
}

/** Login and password; also in the window that appears when a session ends while somebody works. */
export function SignInForm({ onSignedIn }: { onSignedIn?: () => void }) {
  const say = useSay()
  const open = useChange(openSession, { onDone: () => onSignedIn?.() })
  const seconds = useSecondsShut(open.problem)
  const isShut = seconds !== undefined && seconds > 0
  return (
    <Form
      schema={openSession.input}
      values={{}}
      words="sign-in.field"
      submitLabel={say('sign-in.submit')}
      busy={open.busy}
      problem={seconds === 0 ? undefined : isShut && open.problem ? withSeconds(open.problem, seconds, say) : open.problem}
      disabledBecause={isShut ? say('sign-in.wait', { count: seconds }) : undefined}
      onSubmit={open.send}
    >
      <Field name="login">{(input) => <LoginInput {...input} autoFocus />}</Field>
      <Field name="password">{(input) => <PasswordInput {...input} autoComplete="current-password" />}</Field>
    </Form>
  )
}

/** The server's sentence with the seconds that are left by now. */
const withSeconds = (problem: ProblemLike, seconds: number, say: Say): ProblemLike => ({
  ...problem,
  message: say(`problem.${problem.rule}`, { retryAfterSeconds: seconds }),
})

/** Seconds until it may be tried again, counting down; undefined when nothing is shut. */
function useSecondsShut(problem: ProblemLike | undefined): number | undefined {
  const told = problem?.facts?.retryAfterSeconds
  const [passed, setPassed] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each refusal starts its own countdown
  useEffect(() => {
    setPassed(0)
    if (typeof told !== 'number') return
    const timer = setInterval(() => setPassed((n) => n + 1), 1000)
    return () => clearInterval(timer)
  }, [problem, told])
  return typeof told === 'number' ? Math.max(0, told - passed) : undefined
}
