import { CheckCircleOutlined, InfoCircleOutlined } from '@ant-design/icons'
import { useForm } from '../../../ui/form/form-state.ts'
import { useSay } from '../../../ui/say.tsx'
import { type PasswordOwner, passwordIssue, passwordLength } from '../policy/passwords.ts'

type PasswordAdviceProps = {
  /** The field in the form around it. */
  field: string
  /** What the page knows of the person; the server knows the rest. */
  owner?: Partial<PasswordOwner>
}

/** What a password needs, and while typing whether this one has it: the same rule the server applies. */
export function PasswordAdvice({ field, owner }: PasswordAdviceProps) {
  const say = useSay()
  const { values, errorOf } = useForm()
  // What the server said stands right above already.
  const typed = errorOf(field) ? undefined : values[field]
  const known = { login: '', name: '', company: [], ...owner }
  const issue = typeof typed === 'string' && typed !== '' ? passwordIssue(typed, known) : undefined
  const isGood = typeof typed === 'string' && typed !== '' && !issue
  return (
    <p className={`k-fld-hint${isGood ? ' k-ok' : ''}`} aria-live="polite">
      {isGood ? <CheckCircleOutlined /> : <InfoCircleOutlined />}{' '}
      {isGood ? say('password.good') : issue ? say(`issue.${issue.reason}`, issue.facts) : say('password.rules', { ...passwordLength })}
    </p>
  )
}
