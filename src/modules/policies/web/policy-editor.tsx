import type { Ref } from 'react'
import { useSay } from '../../../ui/say.tsx'

const lineHeight = 20

type EditorProps = { value: string; onChange: (text: string) => void; ref: Ref<HTMLTextAreaElement> }

/** A plain box for YAML; lines never wrap, so that line numbers of findings hold. */
export function PolicyEditor({ value, onChange, ref }: EditorProps) {
  const say = useSay()
  return (
    <textarea
      ref={ref}
      className="policies-editor"
      spellCheck={false}
      wrap="off"
      value={value}
      placeholder={say('policies.paste')}
      aria-label={say('policies.text')}
      onChange={(e) => onChange(e.target.value)}
    />
  )
}

/** Puts the cursor on a line (from 1) and brings it into sight. */
export function goToLine(box: HTMLTextAreaElement | null, line: number): void {
  if (!box) return
  const lines = box.value.split('\n')
  const start = lines.slice(0, line - 1).reduce((sum, l) => sum + l.length + 1, 0)
  box.focus()
  box.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0))
  box.scrollTop = Math.max(0, (line - 4) * lineHeight)
}
