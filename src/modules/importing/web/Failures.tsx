import { DownloadOutlined } from '@ant-design/icons'
import { fetchFile } from '../../../platform/web/files.ts'
import { useChange } from '../../../platform/web/reads.ts'
import { Button } from '../../../ui/button.tsx'
import { Section } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { failedRows, type ImportKind } from '../contract.ts'
import { fieldsOf } from '../policy/fields.ts'

type Failure = { line: number; reasons: readonly { column: string; text: string }[] }
type FailuresProps = { jobId: number; kind: ImportKind; count: number; failures: readonly Failure[] }

/** The first rows that failed and why, and all of them to take along, correct and import again. */
export function Failures({ jobId, kind, count, failures }: FailuresProps) {
  const say = useSay()
  const labels = useFieldLabels(kind)
  const fetchRows = useChange(failedRows, { onDone: (file) => fetchFile(file.fileId, file.name) })
  if (count === 0) return null
  return (
    <Section
      title={say('import.failures', { count })}
      more={
        <Button kind="link" small icon={<DownloadOutlined />} busy={fetchRows.busy} onClick={() => void fetchRows.send({ jobId })}>
          {say('import.download-failures')}
        </Button>
      }
    >
      <Problem problem={fetchRows.problem} />
      <ul className="k-import-failures">
        {failures.map((f) => (
          <li key={f.line}>
            <span className="k-t3 k-figure">{say('import.line', { line: f.line })}</span>
            <span>{f.reasons.map((r) => [labels.get(r.column) ?? r.column, r.text].filter(Boolean).join('：')).join('；')}</span>
          </li>
        ))}
      </ul>
      {count > failures.length && <p className="k-aux k-t3">{say('import.more-failures', { count: count - failures.length })}</p>}
    </Section>
  )
}

/** What fields are called: a row that lacks one is told by its field, because no column goes there. */
function useFieldLabels(kind: ImportKind): ReadonlyMap<string, string | undefined> {
  const say = useSay()
  return new Map(fieldsOf[kind].map((f) => [f.name, say.either(f.zh[0] ?? f.name, f.en[0] ?? f.name)]))
}
