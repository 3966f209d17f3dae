import { useMemo, useState } from 'react'
import { useRead } from '../../../platform/web/reads.ts'
import { stored } from '../../../ui/kept.ts'
import { useGo, useSearchText } from '../../../ui/link.tsx'
import { useWide } from '../../../ui/media.ts'
import { useSay } from '../../../ui/say.tsx'
import { packIds, readPack } from '../../policies/contract.ts'
import type { Plain } from '../../policies/policy/paths.ts'
import { ChapterForm } from './chapter-form.tsx'
import { Chapters } from './chapters.tsx'
import { chaptersOfDifferences } from './difference-words.ts'
import { differencesBetween } from './differences-between.ts'
import { type Draft, type Steps, useSteps } from './draft.ts'
import { LeaveDraft } from './leave-draft.tsx'
import { placeNamed } from './places.ts'
import { linesOf, type Place, type PolicyText, readText, type Span } from './policy-text.ts'
import { chaptersIn } from './sections.ts'
import { useCheck } from './use-check.ts'
import { WritingHead, WritingTools } from './writing-head.tsx'
import { type Face, WritingSide } from './writing-side.tsx'
import { FocusProvider, lookedAt, useReading, useWritingOf, WritingProvider } from './writing-state.ts'

type BoardProps = {
  first: string
  /** The text it is compared with. */
  base: string | undefined
  from: number | null
  /** A version the address asks for although there is a draft of another one. */
  asked: number | undefined
  onText: (source: string) => void
  onStart: (draft: Draft) => void
}

/** The desk itself: chapters, form, text. A text that cannot be read at all is mended in the text alone. */
export function Board(p: BoardProps) {
  const steps = useSteps(p.first, p.onText)
  const { text, broken } = useReading(steps)
  const last = useMemo(() => text ?? emptyText(), [text])
  return <Written {...p} steps={steps} text={last} broken={broken} />
}

function emptyText(): PolicyText {
  const read = readText('{}')
  if (!read.ok) throw new Error('An empty text can be read')
  return read.text
}

type WrittenProps = BoardProps & { steps: Steps; text: PolicyText; broken: ReturnType<typeof useReading>['broken'] }

function Written({ steps, text, broken, base: baseSource, from, asked, onText, onStart }: WrittenProps) {
  const say = useSay()
  const wide = useWide()
  const go = useGo()
  const base = useMemo(() => valuesOf(baseSource), [baseSource])
  const shipped = useShipped(text.value)
  const check = useCheck(steps.source)
  const writing = useWritingOf(steps, text, broken, { findings: check.findings, base, shipped })
  const [focus, look] = useState<Place | undefined>(undefined)
  const focused = useMemo(() => ({ focus, look }), [focus])
  const [face, setFace] = useState<Face>('form')
  const [goTo, setGoTo] = useState<{ line: number } | undefined>(undefined)
  const wanted = new URLSearchParams(useSearchText()).get('chapter') ?? 'tiering'
  const chapter = wanted === 'head' || chaptersIn(text.value).includes(wanted) ? wanted : 'tiering'
  const toChapter = (name: string) => {
    go(`/policies/write?chapter=${name}`, { replace: true })
    if (name !== 'head') look([name])
  }
  const differences = useMemo(() => differencesBetween(base, text.value), [base, text.value])
  const chapters = useMemo(() => chaptersOfDifferences(differences, say), [differences, say])
  const changed = new Set(chapters.map((c) => c.chapter || 'head'))
  const count = chapters.reduce((sum, c) => sum + c.changes.length, 0)
  const dirty = baseSource === undefined || steps.source !== baseSource
  const toLine = (line: number | undefined) => {
    if (line === undefined) return
    if (!wide) setFace('text')
    setGoTo({ line })
  }
  const toPath = (path: string) => {
    const [name = ''] = path.split('.')
    if (chaptersIn(text.value).includes(name)) toChapter(name)
    const place = placeNamed(text.value, path)
    if (place) look(place)
    if (!wide) setFace('form')
  }
  const onLine = (line: number) => {
    if (broken) return
    const place = lookedAt(text, line)
    look(place)
    const name = String(place[0] ?? 'head')
    const to = chaptersIn(text.value).includes(name) ? name : 'head'
    if (to !== chapter) go(`/policies/write?chapter=${to}`, { replace: true })
  }
  const lit = useLit(text, focus)
  return (
    <WritingProvider value={writing}>
      <FocusProvider value={focused}>
        <WritingHead from={from} asked={asked} count={count} dirty={dirty} broken={broken !== undefined} onStart={onStart}>
          <div className="studio-page">
            <WritingTools
              steps={steps}
              face={face}
              onFace={setFace}
              wide={wide}
              count={count}
              check={check}
              broken={broken}
              onLine={toLine}
            />
            <div className={`studio-columns${wide ? '' : ` only-${face}`}`}>
              <Chapters writing={writing} chapter={chapter} changed={changed} onChapter={toChapter} />
              <ChapterForm chapter={chapter} />
              <WritingSide
                face={wide && face === 'form' ? 'text' : face}
                text={{ value: steps.source, onChange: (s) => steps.write(s, 'typed'), lit, goTo, brokenLine: broken?.line, onLine }}
                chapters={chapters}
                check={check}
                onPath={toPath}
                onFinding={(f) => (f.line === undefined ? toPath(f.path) : toLine(f.line))}
              />
            </div>
          </div>
        </WritingHead>
        <LeaveDraft when={dirty} unkept={dirty && stored('studio.draft') === null} onDrop={() => onText(baseSource ?? '')} />
      </FocusProvider>
    </WritingProvider>
  )
}

const litAtMost = 40

/** The lines of a place; of a whole chapter its first. */
function useLit(text: PolicyText, focus: Place | undefined): Span | undefined {
  return useMemo(() => {
    const span = focus && linesOf(text, focus)
    return span && span.to - span.from > litAtMost ? { from: span.from, to: span.from } : span
  }, [text, focus])
}

function valuesOf(source: string | undefined): Plain | undefined {
  const read = source === undefined ? undefined : readText(source)
  return read?.ok ? read.text.value : undefined
}

/** The shipped policy this one comes from; the default one when it is a company's own. */
function useShipped(value: Plain): Plain | undefined {
  const id = packIds.find((known) => known === value.id) ?? 'rfm-lifecycle'
  const source = useRead(readPack, { id }, { staleSeconds: 3600 }).data?.source
  return useMemo(() => valuesOf(source), [source])
}
