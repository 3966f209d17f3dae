import type { OutputOf } from '../../../core/endpoint.ts'
import { useChange, useRead } from '../../../platform/web/reads.ts'
import { useSay } from '../../../ui/say.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { changeView, deleteView, listViews, restoreView } from '../contract.ts'

export type Kept = OutputOf<typeof listViews>
export type View = Kept['views'][number]

export const useViews = (list: string): Kept | undefined => useRead(listViews, { list }, { staleSeconds: 60 }).data

/** Lets a view ask something else from now on; the toast takes it back. */
export function useUpdate(): { update: (view: View, query: string) => void; busy: boolean } {
  const say = useSay()
  const toast = useToast()
  const { send, busy } = useChange(changeView)
  const update = async (view: View, query: string) => {
    const changed = await send({ id: view.id, version: view.version, query })
    const undo = () => void send({ id: view.id, version: changed?.version ?? 0, query: view.query })
    if (changed) toast({ text: say('views.updated', { name: view.name }), undo })
  }
  return { update: (view, query) => void update(view, query), busy }
}

/** Deletes a view; the toast takes it back. */
export function useRemoval(onDone: (view: View) => void) {
  const say = useSay()
  const toast = useToast()
  const remove = useChange(deleteView)
  const restore = useChange(restoreView)
  const send = async (view: View) => {
    const gone = await remove.send({ id: view.id, version: view.version })
    if (!gone) return
    onDone(view)
    toast({ text: say('views.deleted', { name: view.name }), undo: () => void restore.send(gone) })
  }
  return { remove: (view: View) => void send(view), busy: remove.busy, problem: remove.problem }
}
