import { Rule } from '../../../ui/chip.tsx'
import { useSay } from '../../../ui/say.tsx'
import type { ChapterDifferences, DifferenceWords } from './difference-words.ts'

type ChangesProps = { chapters: readonly ChapterDifferences[]; onGo?: ((path: string) => void) | undefined }

/** Differences in words, by chapter: what, from what, to what, and which rules it governs. */
export function Changes({ chapters, onGo }: ChangesProps) {
  const say = useSay()
  return (
    <>
      {chapters.map(({ chapter, changes }) => (
        <section key={chapter} className="studio-changes">
          <h3 className="k-h3">
            {chapter === '' ? say('studio.chapter.head') : say(`policy-section.${chapter}`)}
            <span>{changes.length}</span>
          </h3>
          <ul>
            {changes.map((change) => (
              <li key={change.path}>
                {onGo ? (
                  <button type="button" onClick={() => onGo(change.path)}>
                    <Change change={change} />
                  </button>
                ) : (
                  <Change change={change} />
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}

function Change({ change: { item, label, before, after, ruleIds } }: { change: DifferenceWords }) {
  // An item of a list is known by its own rule; what governs the whole list says nothing new of it.
  const others = item === undefined ? ruleIds : []
  return (
    <>
      <span className="studio-change-what">
        {item && <b>{item}</b>} {label}
        {others.slice(0, 3).map((id) => (
          <Rule key={id}>{id}</Rule>
        ))}
        {others.length > 3 && <span className="k-aux k-t3">+{others.length - 3}</span>}
      </span>
      <span className="studio-change-how">
        <del>{before}</del> <span aria-hidden="true">→</span> <ins>{after}</ins>
      </span>
    </>
  )
}
