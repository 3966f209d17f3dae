import { InboxOutlined } from '@ant-design/icons'
import { type DragEvent, useId, useState } from 'react'
import { useSay } from './say.tsx'
import './css/parts.css'

type UploadProps = {
  /** As in HTML: `.xlsx,.csv`. */
  accept?: string
  hint?: string
  maxBytes?: number
  many?: boolean
  /** The chosen files, none of them too large. */
  onFiles: (files: readonly File[]) => void
  /** Share sent, 0–1, while it is on its way. */
  sent?: number | undefined
}

/** A place to drop a file, or to choose one by click, key or camera. */
export function Upload({ accept, hint, maxBytes, many, onFiles, sent }: UploadProps) {
  const say = useSay()
  const id = useId()
  const [over, setOver] = useState(false)
  const [tooLarge, setTooLarge] = useState<string | undefined>(undefined)
  const take = (list: FileList | null) => {
    const files = [...(list ?? [])].slice(0, many ? undefined : 1)
    const heavy = files.find((f) => maxBytes !== undefined && f.size > maxBytes)
    setTooLarge(heavy?.name)
    if (!heavy && files.length > 0) onFiles(files)
  }
  const hover = (e: DragEvent) => {
    e.preventDefault()
    setOver(true)
  }
  const drop = (e: DragEvent) => {
    e.preventDefault()
    setOver(false)
    take(e.dataTransfer.files)
  }
  return (
    <label htmlFor={id} className={`k-drop${over ? ' over' : ''}`} onDragOver={hover} onDragLeave={() => setOver(false)} onDrop={drop}>
      <input id={id} type="file" accept={accept} multiple={many} onChange={(e) => take(e.target.files)} disabled={sent !== undefined} />
      <InboxOutlined />
      <span>{sent === undefined ? say('ui.drop-file') : say('ui.sending', { percent: Math.round(sent * 100) })}</span>
      {hint && <span className="k-aux k-t3">{hint}</span>}
      {tooLarge && (
        <span className="k-aux k-danger" role="alert">
          {say('ui.file-too-large', { name: tooLarge, megabytes: Math.floor((maxBytes ?? 0) / 1_048_576) })}
        </span>
      )}
    </label>
  )
}
