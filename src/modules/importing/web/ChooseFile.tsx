import { DownloadOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { bringFile, fetchFile } from '../../../platform/web/files.ts'
import { useChange } from '../../../platform/web/reads.ts'
import { Button } from '../../../ui/button.tsx'
import { CardChoices } from '../../../ui/card-choices.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Upload } from '../../../ui/upload.tsx'
import { type ImportKind, importKinds, importTemplate } from '../contract.ts'

const maxBytes = 200 * 1024 * 1024

type ChooseFileProps = { kind: ImportKind; onKind: (kind: ImportKind) => void; onFile: (file: { id: string; name: string }) => void }

/** What the file holds, a template for it, and the file itself. */
export function ChooseFile({ kind, onKind, onFile }: ChooseFileProps) {
  const say = useSay()
  const [sent, setSent] = useState<number | undefined>(undefined)
  const bring = useChange(bringFile, { onDone: onFile })
  const template = useChange(importTemplate, { onDone: (file) => fetchFile(file.fileId, file.name) })
  const send = async (file: File | undefined) => {
    if (!file) return
    setSent(0)
    await bring.send({}, { file, onProgress: setSent })
    setSent(undefined)
  }
  return (
    <div className="k-import-choose">
      <CardChoices
        label={say('import.kind')}
        options={importKinds.map((value) => ({ value, title: say(`importing.kind.${value}`), text: say(`import.kind-text.${value}`) }))}
        value={kind}
        onChange={onKind}
      />
      <div className="k-stack">
        <Problem problem={bring.problem ?? template.problem} />
        <Upload accept=".xlsx,.csv" hint={say('import.file-hint')} maxBytes={maxBytes} sent={sent} onFiles={([file]) => void send(file)} />
        <div className="k-row">
          <span className="k-t3 k-aux k-grow">{say('import.template-hint')}</span>
          <Button kind="link" icon={<DownloadOutlined />} busy={template.busy} onClick={() => void template.send({ kind })}>
            {say('import.template', { kind: say(`importing.kind.${kind}`) })}
          </Button>
        </div>
      </div>
    </div>
  )
}
