import { useEffect, useRef } from 'react'
import { useSay } from '../../../ui/say.tsx'
import { countRules } from './rules-at.ts'
import { chaptersIn } from './sections.ts'
import { findingsAt, type Writing } from './writing-state.ts'

type ChaptersProps = { writing: Writing; chapter: string; changed: ReadonlySet<string>; onChapter: (chapter: string) => void }

/** The chapters with how many rules each has, what is to mend in it, and a mark where it was changed. */
export function Chapters({ writing, chapter, changed, onChapter }: ChaptersProps) {
  const say = useSay()
  const { value } = writing.text
  const current = useRef<HTMLButtonElement>(null)
  // On a phone the chapters are a row that scrolls.
  // biome-ignore lint/correctness/useExhaustiveDependencies: when another chapter is shown
  useEffect(() => {
    current.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [chapter])
  return (
    <nav className="studio-chapters" aria-label={say('studio.chapters')}>
      {['head', ...chaptersIn(value)].map((name) => {
        const open = name === 'head' ? 0 : findingsAt(writing.findings, [name]).length
        const rules = name === 'head' ? 0 : countRules(value[name])
        return (
          <button
            key={name}
            ref={name === chapter ? current : undefined}
            type="button"
            aria-current={name === chapter ? 'true' : undefined}
            onClick={() => onChapter(name)}
          >
            <span className="k-grow k-cut">{say(name === 'head' ? 'studio.chapter.head' : `policy-section.${name}`)}</span>
            {changed.has(name) && <i className="studio-dot" title={say('studio.face.changes')} />}
            {open > 0 ? (
              <span className="k-chip warn">{open}</span>
            ) : (
              rules > 0 && (
                <span className="k-t3" title={say('studio.rules', { count: rules })}>
                  {rules}
                </span>
              )
            )}
          </button>
        )
      })}
    </nav>
  )
}
