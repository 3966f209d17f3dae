import { useEffect, useState } from 'react'
import { useChange, useRead } from '../../../platform/web/reads.ts'
import { Button } from '../../../ui/button.tsx'
import { useGo, useSearchText } from '../../../ui/link.tsx'
import { Page } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { Steps } from '../../../ui/steps.tsx'
import { type ImportCounts, type ImportKind, importKinds, inspectFile, startImport } from '../contract.ts'
import { ChooseFile } from './ChooseFile.tsx'
import { MatchColumns, mapOf, type Reading, useMissing } from './MatchColumns.tsx'
import { assignedBy } from './mapping.ts'
import { Preview, type Settings } from './Preview.tsx'
import './import.css'

type File = { id: string; name: string }
const stepKeys = ['file', 'columns', 'preview', 'import'] as const
const emptyReading: Reading = { assigned: [], unit: undefined, dateFormat: '' }

export function useImportSteps(): { key: string; title: string }[] {
  const say = useSay()
  return stepKeys.map((key) => ({ key, title: say(`import.step.${key}`) }))
}

/** From a file to an import: choose, match columns, look at what would happen, start. File and kind live in the address. */
export function ImportWizard() {
  const say = useSay()
  const go = useGo()
  const { file, kind, change } = useAddress()
  const steps = useImportSteps()
  return (
    <Page
      title={say('import.title')}
      note={file?.name}
      back="/settings"
      body="fill"
      moreActions={<Button to="/import/history">{say('import.history')}</Button>}
    >
      {file ? (
        <Matching key={file.id} file={file} kind={kind} onBack={() => go(`/import?kind=${kind}`)} />
      ) : (
        <>
          <Steps steps={steps} current="file" />
          <div className="k-import-body">
            <ChooseFile kind={kind} onKind={(k) => change(undefined, k)} onFile={(f) => change(f, kind)} />
          </div>
        </>
      )}
    </Page>
  )
}

function useAddress() {
  const go = useGo()
  const params = new URLSearchParams(useSearchText())
  const kind: ImportKind = importKinds.find((k) => k === params.get('kind')) ?? 'customers'
  const id = params.get('file')
  const file: File | undefined = id ? { id, name: params.get('name') ?? '' } : undefined
  const change = (next: File | undefined, nextKind: ImportKind) => {
    const search = new URLSearchParams({ kind: nextKind, ...(next ? { file: next.id, name: next.name } : {}) })
    go(`/import?${search.toString()}`, { replace: !next })
  }
  return { file, kind, change }
}

/** Columns and preview of one file. */
function Matching({ file, kind, onBack }: { file: File; kind: ImportKind; onBack: () => void }) {
  const say = useSay()
  const go = useGo()
  const [step, setStep] = useState<'columns' | 'preview'>('columns')
  const [sheet, setSheet] = useState<number | undefined>(undefined)
  const [reading, setReading] = useState(emptyReading)
  const [options, setOptions] = useState<Pick<Settings, 'mode' | 'createCustomers'>>({})
  const [counts, setCounts] = useState<ImportCounts | undefined>(undefined)
  const asked = { fileId: file.id, kind, ...(sheet === undefined ? {} : { sheet }) }
  const { data: seen, problem, again } = useRead(inspectFile, asked, { staleSeconds: 86_400 })
  useEffect(() => {
    if (seen) setReading({ ...emptyReading, assigned: assignedBy(kind, seen.map, seen.header) })
  }, [seen, kind])
  const missing = useMissing(kind, seen, reading)
  const start = useChange(startImport, { rooms: ['jobs'], onDone: ({ jobId }) => go(`/import/${jobId}`) })
  const settings: Settings = { ...asked, ...options, map: mapOf(reading, seen?.header ?? []) }
  const goTo = (key: string) => (key === 'columns' ? setStep('columns') : onBack())
  const back = () => goTo(step === 'columns' ? 'file' : 'columns')
  return (
    <>
      <Steps steps={useImportSteps()} current={step} onGo={goTo} />
      <div className="k-import-body">
        <Problem problem={problem ?? start.problem} again={again} />
        {!seen && !problem && <Skeleton rows={8} />}
        {seen && step === 'columns' && <MatchColumns kind={kind} seen={seen} reading={reading} onChange={setReading} onSheet={setSheet} />}
        {seen && step === 'preview' && <Preview settings={settings} onChange={setOptions} onCounts={setCounts} />}
      </div>
      <footer className="k-import-foot">
        <span className="k-aux k-t3 k-grow">{step === 'columns' && missing ? missing : say('import.undo-within')}</span>
        <Button onClick={back}>{say('import.back')}</Button>
        {step === 'columns' ? (
          <Button kind="primary" quiet disabledBecause={missing} onClick={() => setStep('preview')}>
            {say('import.to-preview')}
          </Button>
        ) : (
          <StartButton counts={counts} busy={start.busy} onStart={() => void start.send({ ...settings, dryRun: false })} />
        )}
      </footer>
    </>
  )
}

function StartButton({ counts, busy, onStart }: { counts: ImportCounts | undefined; busy: boolean; onStart: () => void }) {
  const say = useSay()
  const rows = counts ? counts.new + counts.changed : 0
  const because = counts === undefined ? say('import.checking') : rows === 0 ? say('import.nothing-to-do') : undefined
  return (
    <Button kind="primary" busy={busy} disabledBecause={because} onClick={onStart}>
      {counts && rows > 0 ? say('import.start', { count: rows }) : say('import.step.import')}
    </Button>
  )
}
