import { memo, useMemo } from 'react'
import { useSay } from '../../../ui/say.tsx'
import { FieldCard } from './field-card.tsx'
import { type FormNode, formOf } from './form-nodes.ts'
import { GeneralForm } from './general-form.tsx'
import { countRules } from './rules-at.ts'
import { headKeys, sectionSchemas } from './sections.ts'
import { TieringForm } from './tiering-form.tsx'
import { useWriting } from './writing-state.ts'

/** One chapter as a form; below it what is known of the parameter somebody is at. */
export const ChapterForm = memo(function ChapterForm({ chapter }: { chapter: string }) {
  const say = useSay()
  const { text } = useWriting()
  const value = text.value[chapter]
  const nodes = useMemo(
    () => (chapter === 'head' ? headOf(text.value) : formOf(sectionSchemas[chapter], value, [chapter])),
    [chapter, value, text.value],
  )
  const isHead = chapter === 'head'
  return (
    <div className="studio-form">
      <div className="studio-scrolled">
        <h2>
          {say(isHead ? 'studio.chapter.head' : `policy-section.${chapter}`)}
          {!isHead && <span className="k-aux k-t3">{say('studio.rules', { count: countRules(value) })}</span>}
        </h2>
        {chapter === 'tiering' ? <TieringForm nodes={nodes} /> : <Chapter nodes={nodes} />}
      </div>
      <FieldCard />
    </div>
  )
})

/** What is owed stands first where a chapter owes something. */
function Chapter({ nodes }: { nodes: readonly FormNode[] }) {
  const isOwed = (node: FormNode) => node.place.at(-1) === 'obligations'
  return (
    <>
      <GeneralForm nodes={nodes.filter(isOwed)} />
      <GeneralForm nodes={nodes.filter((node) => !isOwed(node))} />
    </>
  )
}

const headOf = (value: Readonly<Record<string, unknown>>): FormNode[] =>
  headKeys.map((name) => ({
    type: 'field',
    place: [name],
    control: { kind: name === 'summary' ? 'long-words' : 'words' },
    value: value[name],
    optional: false,
    order: ['schema', 'id', 'title', 'zone', 'summary'],
  }))
