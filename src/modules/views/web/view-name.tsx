import { Input } from 'antd'
import { useId } from 'react'
import { useSay } from '../../../ui/say.tsx'

export function ViewName({ value, onChange }: { value: string; onChange: (name: string) => void }) {
  const say = useSay()
  const id = useId()
  return (
    <div className="k-fld">
      <label htmlFor={id}>{say('views.field.name')}</label>
      <Input id={id} autoFocus maxLength={40} value={value} onChange={(e) => onChange(e.target.value)} />
    </div>
  )
}
