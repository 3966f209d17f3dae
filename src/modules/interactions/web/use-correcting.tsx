import { type ReactNode, useState } from 'react'
import { useSession } from '../../../platform/web/session.ts'
import { SidePanel } from '../../../ui/dialog.tsx'
import { useNow } from '../../../ui/now.tsx'
import { useSay } from '../../../ui/say.tsx'
import { mayCorrect } from '../policy.ts'
import type { Row } from './contact-words.ts'
import { CorrectForm } from './log-form.tsx'

/** Correcting one of the records on the screen: whether a record is one's own of today, and the form beside them. */
export function useCorrecting(rows: readonly Row[]): { may: (row: Row) => boolean; open: (row: Row) => void; panel: ReactNode } {
  const say = useSay()
  const { at } = useNow()
  const me = useSession().data?.person?.id ?? null
  const [id, setId] = useState<number | undefined>(undefined)
  // What is corrected follows the list, so that a conflict brings the newer version into the form.
  const row = rows.find((r) => r.id === id)
  const close = () => setId(undefined)
  return {
    may: ({ loggedById, loggedAt }) => me !== null && mayCorrect({ loggedById, loggedAt: new Date(loggedAt) }, me, at).ok,
    open: (chosen) => setId(chosen.id),
    panel: (
      <SidePanel open={row !== undefined} title={say('interactions.correct-title')} onClose={close}>
        {row && <CorrectForm key={row.id} row={row} close={close} />}
      </SidePanel>
    ),
  }
}
