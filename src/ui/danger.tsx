import { Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { Button } from './button.tsx'
import { useSay } from './say.tsx'
import './css/parts.css'

type DangerProps = {
  /** What will happen, with counts. */
  says: ReactNode
  /** The button: verb and thing. */
  action: string
  /** What must be typed first; only for what cannot be undone. */
  typeName?: string
  busy?: boolean
  onDo: () => void
}

/** For the few things without undo: says what is lost and asks to type a name, instead of "are you sure?". */
export function Danger({ says, action, typeName, busy, onDo }: DangerProps) {
  const say = useSay()
  const [typed, setTyped] = useState('')
  const missing = typeName !== undefined && typed.trim() !== typeName
  return (
    <div className="k-dangerous">
      <p>{says}</p>
      {typeName !== undefined && (
        <Input
          value={typed}
          onChange={(e) => setTyped(e.target.value)}
          aria-label={say('ui.type-name', { name: typeName })}
          placeholder={typeName}
        />
      )}
      <Button danger busy={busy ?? false} disabledBecause={missing ? say('ui.type-name', { name: typeName }) : undefined} onClick={onDo}>
        {action}
      </Button>
    </div>
  )
}
