import { Segmented } from 'antd'
import type { ComponentProps } from 'react'
import { useSay } from '../../../ui/say.tsx'
import { Changes } from './changes.tsx'
import type { ChapterDifferences } from './difference-words.ts'
import { Mend } from './mend.tsx'
import { TextPane } from './text-pane.tsx'
import type { useCheck } from './use-check.ts'
import type { Finding } from './writing-state.ts'

export const faces = ['form', 'text', 'changes', 'mend'] as const
export type Face = (typeof faces)[number]

type SideProps = {
  face: Face
  text: ComponentProps<typeof TextPane>
  chapters: readonly ChapterDifferences[]
  check: ReturnType<typeof useCheck>
  onPath: (path: string) => void
  onFinding: (finding: Finding) => void
}

/** Beside the form: the text, or what was changed in it, or what is to mend. */
export function WritingSide({ face, text, chapters, check, onPath, onFinding }: SideProps) {
  const say = useSay()
  if (face === 'changes') {
    return (
      <aside className="studio-side">
        {chapters.length === 0 ? <p className="k-t3">{say('studio.no-changes')}</p> : <Changes chapters={chapters} onGo={onPath} />}
      </aside>
    )
  }
  if (face === 'mend') {
    return (
      <aside className="studio-side">
        <Mend {...check} onFinding={onFinding} />
      </aside>
    )
  }
  return (
    <aside className="studio-side flush">
      <TextPane {...text} />
    </aside>
  )
}

type FacesProps = { face: Face; onFace: (face: Face) => void; wide: boolean; changes: number; findings: number }

/** What is shown beside the form; on narrow screens the form is one of them. */
export function Faces({ face, onFace, wide, changes, findings }: FacesProps) {
  const say = useSay()
  const counted = { form: 0, text: 0, changes, mend: findings }
  const shown = wide && face === 'form' ? 'text' : face
  return (
    <Segmented
      size="small"
      aria-label={say('ui.which')}
      value={shown}
      options={faces
        .filter((f) => !wide || f !== 'form')
        .map((value) => ({
          value,
          label: counted[value] > 0 ? `${say(`studio.face.${value}`)} ${counted[value]}` : say(`studio.face.${value}`),
        }))}
      onChange={onFace}
    />
  )
}
