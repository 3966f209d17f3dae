import { SearchOutlined } from '@ant-design/icons'
import { type KeyboardEvent, type ReactNode, useDeferredValue, useEffect, useId, useRef, useState } from 'react'
import { Kbd } from '../../../ui/chip.tsx'
import { useKept } from '../../../ui/kept.ts'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { type Entry, useEntries } from './entries.ts'
import { matching, plainReader, type Reader, readRecent, withRecent } from './match.ts'
import { useRecords } from './records.ts'
import '../css/palette.css'

type PaletteProps = { onClose: () => void; openKeys: () => void; signOut: () => void }

/** Customers, actions and screens behind one line of typing: 560 wide, over whatever one is doing. */
export function Palette({ onClose, openKeys, signOut }: PaletteProps) {
  const say = useSay()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const [recent, setRecent] = useKept('palette.recent', readRecent)
  const wanted = useDeferredValue(typed.trim())
  const entries = useEntries({ openKeys, signOut })
  const { records, more, problem, again } = useRecords(wanted)
  const found = matching(entries, wanted, recent, useReader())
  const groups = groupsOf(records, more, found, wanted === '' ? recent : undefined)
  const lines = groups.flatMap((g) => g.lines)
  const list = useId()
  const open = (line: Entry | undefined) => {
    if (!line || line.disabledBecause !== undefined) return
    if (entries.some((e) => e.key === line.key)) setRecent(withRecent(recent, line.key))
    onClose()
    line.act()
  }
  const keys = (e: KeyboardEvent) => {
    if (e.nativeEvent.isComposing) return
    if (e.key === 'Enter') open(lines[at])
    else if (e.key === 'ArrowDown') setAt((at + 1) % Math.max(1, lines.length))
    else if (e.key === 'ArrowUp') setAt((at + lines.length - 1) % Math.max(1, lines.length))
    else return
    e.preventDefault()
  }
  const place = (line: Entry) => lines.indexOf(line)
  return (
    <Frame onClose={onClose} label={say('palette.title')}>
      <label className="k-palette-head">
        <SearchOutlined />
        <input
          // biome-ignore lint/a11y/noAutofocus: it was opened to type
          autoFocus
          role="combobox"
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={lines[at] ? `${list}-${at}` : undefined}
          aria-label={say('palette.title')}
          placeholder={say('palette.hint')}
          value={typed}
          onChange={(e) => {
            setTyped(e.target.value)
            setAt(0)
          }}
          onKeyDown={keys}
        />
        <Kbd>Esc</Kbd>
      </label>
      <Problem problem={problem} again={again} />
      <div id={list} role="listbox" aria-label={say('palette.title')} className="k-palette-list">
        {groups.map((g) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a list of choices
          <div key={g.title} role="group" aria-label={say(g.title)}>
            <small aria-hidden="true">{say(g.title)}</small>
            {g.lines.map((line) => (
              <Line
                key={line.key}
                id={`${list}-${place(line)}`}
                line={line}
                typed={wanted}
                current={place(line) === at}
                onOpen={() => open(line)}
                onPoint={() => setAt(place(line))}
              />
            ))}
          </div>
        ))}
        {lines.length === 0 && <p className="k-t2">{say('palette.nothing')}</p>}
      </div>
    </Frame>
  )
}

type Group = { title: string; lines: readonly Entry[] }

const mostOfGroup = 7

function groupsOf(
  records: readonly Entry[],
  more: readonly Entry[],
  found: readonly Entry[],
  recent: readonly string[] | undefined,
): Group[] {
  const lately = recent ? found.filter((e) => recent.includes(e.key)).slice(0, 4) : []
  const rest = (group: Entry['group']) => found.filter((e) => e.group === group && !lately.includes(e)).slice(0, mostOfGroup)
  return [
    { title: 'palette.recent', lines: lately },
    { title: 'palette.records', lines: records },
    { title: 'palette.actions', lines: rest('action') },
    { title: 'palette.views', lines: rest('view') },
    { title: 'palette.more', lines: more },
  ].filter((g) => g.lines.length > 0)
}

/** Pinyin and Traditional come with a table of characters, which is fetched when somebody types. */
function useReader(): Reader {
  const [reader, setReader] = useState(plainReader)
  useEffect(() => {
    void import('../../../core/chinese.ts').then(({ fold, readings }) => setReader({ fold, readings }))
  }, [])
  return reader
}

function Frame({ onClose, label, children }: { onClose: () => void; label: string; children: ReactNode }) {
  const box = useRef<HTMLDialogElement>(null)
  useEffect(() => box.current?.showModal(), [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes it, as any dialog
    <dialog ref={box} className="k-palette" aria-label={label} onClose={onClose} onClick={(e) => e.target === box.current && onClose()}>
      {children}
    </dialog>
  )
}

type LineProps = { id: string; line: Entry; typed: string; current: boolean; onOpen: () => void; onPoint: () => void }

function Line({ id, line, typed, current, onOpen, onPoint }: LineProps) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (current) box.current?.scrollIntoView({ block: 'nearest' })
  }, [current])
  const Icon = line.icon
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the keys are heard where one types, as in any list of choices
    <div
      ref={box}
      id={id}
      role="option"
      aria-selected={current}
      aria-disabled={line.disabledBecause !== undefined}
      className="k-palette-line"
      onClick={onOpen}
      onMouseMove={onPoint}
    >
      <Icon />
      <span className="k-cut">
        <Marked text={line.title} part={typed} />
      </span>
      <small className="k-cut k-grow">{line.disabledBecause ?? line.note}</small>
      {line.hint && <Kbd>{line.hint}</Kbd>}
    </div>
  )
}

/** The text with what was typed in the accent. */
function Marked({ text, part }: { text: string; part: string }) {
  const from = part === '' ? -1 : text.toLowerCase().indexOf(part.toLowerCase())
  if (from < 0) return text
  return (
    <>
      {text.slice(0, from)}
      <mark>{text.slice(from, from + part.length)}</mark>
      {text.slice(from + part.length)}
    </>
  )
}
