import { CheckOutlined, CopyOutlined } from '@ant-design/icons'
import { Input, type InputRef } from 'antd'
import { useRef, useState } from 'react'
import { Button } from './button.tsx'
import { useSay } from './say.tsx'
import { copyText } from './secure-context.ts'

/** Text to take along: shown whole, copied by one press. */
export function Copy({ text, label }: { text: string; label: string }) {
  const say = useSay()
  const input = useRef<InputRef>(null)
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    input.current?.select()
    setCopied(await copyText(text, () => document.execCommand('copy')))
  }
  return (
    <div className="k-row">
      <Input ref={input} readOnly value={text} aria-label={label} onFocus={(e) => e.currentTarget.select()} />
      <Button kind="primary" icon={copied ? <CheckOutlined /> : <CopyOutlined />} onClick={() => void copy()}>
        {say(copied ? 'ui.copied' : 'ui.copy')}
      </Button>
    </div>
  )
}
