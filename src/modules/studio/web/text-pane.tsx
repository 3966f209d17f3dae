import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useSay } from '../../../ui/say.tsx'
import { inkOf } from './line-ink.ts'
import type { Span } from './policy-text.ts'

const lineHeight = 20
const above = 4

type TextPaneProps = {
  value: string
  onChange: (text: string) => void
  /** The lines of the parameter somebody is at. */
  lit: Span | undefined
  /** A line to go to; a new object goes there again. */
  goTo: { line: number } | undefined
  brokenLine: number | undefined
  /** The cursor came to a line. */
  onLine: (line: number) => void
}

/** The text with line numbers; lines never wrap, so that numbers hold. What is seen is drawn over a plain box that does the typing. */
export function TextPane({ value, onChange, lit, goTo, brokenLine, onLine }: TextPaneProps) {
  const say = useSay()
  const box = useRef<HTMLTextAreaElement>(null)
  const view = useView(box, value)
  const lines = value.split('\n')
  useEffect(() => {
    if (lit && document.activeElement !== box.current) bringToSight(box.current, lit.from, lit.to)
  }, [lit?.from, lit?.to, lit])
  useEffect(() => {
    if (goTo) select(box.current, goTo.line)
  }, [goTo])
  const told = useRef(0)
  const tell = () => {
    const line = lineAt(box.current)
    if (line !== told.current) onLine(line)
    told.current = line
  }
  const seen = lines.slice(view.first, view.first + view.count)
  return (
    <div className="studio-text">
      <div className="studio-ink" aria-hidden="true">
        <div style={{ transform: `translate(${-view.left}px, ${view.first * lineHeight - view.top}px)` }}>
          {seen.map((line, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
            <InkLine key={view.first + i} number={view.first + i + 1} line={line} lit={lit} brokenLine={brokenLine} left={view.left} />
          ))}
        </div>
      </div>
      <textarea
        ref={box}
        spellCheck={false}
        wrap="off"
        value={value}
        aria-label={say('studio.text')}
        onChange={(e) => onChange(e.target.value)}
        onScroll={view.look}
        onKeyUp={tell}
        onClick={tell}
      />
    </div>
  )
}

type InkLineProps = { number: number; line: string; lit: Span | undefined; brokenLine: number | undefined; left: number }

function InkLine({ number, line, lit, brokenLine, left }: InkLineProps) {
  const isLit = lit !== undefined && lit.from <= number && number <= lit.to
  return (
    <div className={`${isLit ? 'lit' : ''}${number === brokenLine ? ' broken' : ''}`}>
      <i style={{ left }}>{number}</i>
      <span>
        {inkOf(line).map(({ text, tone }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of a line never move
          <span key={i} className={tone}>
            {text}
          </span>
        ))}
      </span>
    </div>
  )
}

/** Which lines are in sight: only these are drawn. */
function useView(box: RefObject<HTMLTextAreaElement | null>, value: string) {
  const [at, setAt] = useState({ top: 0, left: 0, height: 800 })
  const look = useCallback(() => {
    const { current } = box
    if (current) setAt({ top: current.scrollTop, left: current.scrollLeft, height: current.clientHeight })
  }, [box])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new text may scroll by itself
  useLayoutEffect(look, [look, value])
  useEffect(() => {
    const { current } = box
    if (!current) return
    const watch = new ResizeObserver(look)
    watch.observe(current)
    return () => watch.disconnect()
  }, [box, look])
  return { ...at, look, first: Math.max(0, Math.floor(at.top / lineHeight) - 2), count: Math.ceil(at.height / lineHeight) + 4 }
}

function bringToSight(box: HTMLTextAreaElement | null, from: number, to: number): void {
  if (!box) return
  const [top, bottom] = [(from - 1) * lineHeight, to * lineHeight]
  if (top >= box.scrollTop && bottom <= box.scrollTop + box.clientHeight) return
  box.scrollTop = Math.max(0, top - above * lineHeight)
}

function select(box: HTMLTextAreaElement | null, line: number): void {
  if (!box) return
  const lines = box.value.split('\n')
  const start = lines.slice(0, line - 1).reduce((sum, l) => sum + l.length + 1, 0)
  box.focus()
  box.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0))
  bringToSight(box, line, line)
}

const lineAt = (box: HTMLTextAreaElement | null): number => (box ? box.value.slice(0, box.selectionStart).split('\n').length : 1)
