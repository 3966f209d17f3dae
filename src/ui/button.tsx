import { Button as AntButton, Tooltip } from 'antd'
import type { ReactNode } from 'react'
import { useGo } from './link.tsx'

export type ButtonProps = {
  children?: ReactNode
  kind?: 'primary' | 'plain' | 'text' | 'link'
  /** For what cannot be undone; the label names the thing it destroys. */
  danger?: boolean
  icon?: ReactNode
  small?: boolean
  block?: boolean
  /** Why it cannot be used now; shown beside it unless `quiet`, where the reason must stand nearby. */
  disabledBecause?: string | undefined
  quiet?: boolean
  busy?: boolean
  submit?: boolean
  /** Needed where there is only an icon. */
  label?: string
  to?: string
  onClick?: () => void
}

/** A button that says why it is disabled, in words and not only on hover. */
export function Button(p: ButtonProps) {
  const go = useGo()
  const disabled = p.disabledBecause !== undefined
  const button = (
    <AntButton
      type={p.kind === undefined || p.kind === 'plain' ? 'default' : p.kind}
      htmlType={p.submit ? 'submit' : 'button'}
      {...(p.small ? { size: 'small' as const } : {})}
      danger={p.danger ?? false}
      block={p.block ?? false}
      disabled={disabled}
      loading={p.busy ?? false}
      icon={p.icon}
      aria-label={p.label}
      onClick={() => (p.to ? go(p.to) : p.onClick?.())}
    >
      {p.children}
    </AntButton>
  )
  if (disabled && !p.quiet) {
    return (
      <span className="k-row">
        {button}
        <span className="k-aux k-t3">{p.disabledBecause}</span>
      </span>
    )
  }
  return p.label && p.children === undefined ? <Tooltip title={p.label}>{button}</Tooltip> : button
}
