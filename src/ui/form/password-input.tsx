import { Input } from 'antd'
import type { InputProps } from './inputs.tsx'

type PasswordProps = InputProps & { autoComplete: 'current-password' | 'new-password'; autoFocus?: boolean }

/** A secret, hidden until its eye is pressed; password managers know which one it is. */
export const PasswordInput = (p: PasswordProps) => (
  <Input.Password
    id={p.id}
    value={typeof p.value === 'string' ? p.value : ''}
    onChange={(e) => p.onChange(e.target.value)}
    onBlur={p.onBlur}
    autoComplete={p.autoComplete}
    autoFocus={p.autoFocus ?? false}
    aria-invalid={p.invalid}
    aria-describedby={p.describedBy}
    aria-required={p.shape?.required ?? false}
    {...(p.invalid ? { status: 'error' as const } : {})}
  />
)

/** A sign-in name: neither corrected nor capitalised by the keyboard. */
export const LoginInput = (p: InputProps & { autoFocus?: boolean }) => (
  <Input
    id={p.id}
    value={typeof p.value === 'string' ? p.value : ''}
    onChange={(e) => p.onChange(e.target.value)}
    onBlur={p.onBlur}
    autoComplete="username"
    autoCapitalize="none"
    autoCorrect="off"
    spellCheck={false}
    autoFocus={p.autoFocus ?? false}
    aria-invalid={p.invalid}
    aria-describedby={p.describedBy}
    aria-required={p.shape?.required ?? false}
    {...(p.invalid ? { status: 'error' as const } : {})}
  />
)
