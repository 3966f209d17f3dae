import { useChange } from '../../../platform/web/reads.ts'
import { Danger } from '../../../ui/danger.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { type ImportCounts, undoImport } from '../contract.ts'

type UndoImportProps = { record: { jobId: number; fileName: string; counts: ImportCounts }; onClose: () => void }

/** Says what taking an import back will do, and does it. */
export function UndoImport({ record, onClose }: UndoImportProps) {
  const say = useSay()
  const undo = useChange(undoImport, { rooms: ['jobs'], onDone: onClose })
  const { counts } = record
  const facts = { made: counts.new + counts.customersCreated, changed: counts.changed }
  return (
    <Dialog open title={say('import.undo-title', { file: record.fileName })} onClose={onClose}>
      <div className="k-stack">
        <Problem problem={undo.problem} />
        <Danger
          says={say('import.undo-says', facts)}
          action={say('import.undo')}
          busy={undo.busy}
          onDo={() => void undo.send({ jobId: record.jobId })}
        />
      </div>
    </Dialog>
  )
}
