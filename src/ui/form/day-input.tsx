import { CalendarOutlined } from '@ant-design/icons'
import { Input, type InputRef, Popover } from 'antd'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { Day } from '../../core/day.ts'
import { usePhone } from '../media.ts'
import { useNow } from '../now.tsx'
import { useSay } from '../say.tsx'
import { MonthGrid } from './month-grid.tsx'
import { typedDay, typedWallTime } from './typed-day.ts'

export type DayInputProps = {
  /** `YYYY-MM-DD`, with `time` `YYYY-MM-DDTHH:mm`; text that is neither is shown as it is. */
  value: string
  /** The day or time that was typed or picked, '' when emptied, and what was typed while it is none. */
  onChange: (text: string) => void
  time?: boolean
  id?: string
  label?: string
  min?: Day
  max?: Day
  small?: boolean
  invalid?: boolean
  describedBy?: string | undefined
  required?: boolean
  onBlur?: () => void
}

const shownAs = (value: string): string => value.replace('T', ' ')

/** A day typed in any common form or picked from a month; shown as `YYYY-MM-DD` in every browser. ↓ opens the month. */
export function DayInput(p: DayInputProps) {
  const say = useSay()
  const { today } = useNow()
  const phone = usePhone()
  const input = useRef<InputRef>(null)
  const [typed, setTyped] = useState<string | undefined>(undefined)
  const [open, setOpen] = useState<'mouse' | 'keys' | undefined>(undefined)
  const day = typedDay(p.value.slice(0, 10), today)
  const pattern = say(p.time ? 'ui.time-pattern' : 'ui.day-pattern')
  useEffect(() => {
    if (!open) return
    const outside = (e: PointerEvent) => {
      if (e.target instanceof Element && !e.target.closest('.k-day-pop') && !input.current?.nativeElement?.contains(e.target))
        setOpen(undefined)
    }
    document.addEventListener('pointerdown', outside, true)
    return () => document.removeEventListener('pointerdown', outside, true)
  }, [open])
  const show = (by: 'mouse' | 'keys') => {
    setOpen(by)
    // On a phone the month is a sheet over the lower half of the screen.
    if (phone) input.current?.nativeElement?.scrollIntoView({ block: 'start' })
  }
  const read = (text: string) => {
    setTyped(text)
    p.onChange(text.trim() === '' ? '' : ((p.time ? typedWallTime : typedDay)(text, today) ?? text.trim()))
  }
  const pick = (picked: Day) => {
    setTyped(undefined)
    setOpen(undefined)
    p.onChange(p.time ? `${picked}T${p.value.slice(11, 16) || '09:00'}` : picked)
    input.current?.focus()
  }
  const keys = (e: KeyboardEvent) => {
    if (e.key === 'ArrowDown' && !open) {
      e.preventDefault()
      show('keys')
    } else if (e.key === 'Escape' && open) {
      e.stopPropagation()
      setOpen(undefined)
      input.current?.focus()
    } else if (e.key === 'Enter') setOpen(undefined)
  }
  return (
    <Popover
      open={open !== undefined}
      placement="bottomLeft"
      arrow={false}
      classNames={{ root: 'k-day-pop' }}
      destroyOnHidden
      getPopupContainer={(box) => box.closest<HTMLElement>('[role="dialog"]') ?? document.body}
      content={
        // biome-ignore lint/a11y/noStaticElementInteractions: Esc of the controls inside
        <div onKeyDown={keys}>
          <MonthGrid value={day} min={p.min} max={p.max} focused={open === 'keys'} onPick={pick} />
        </div>
      }
    >
      <Input
        ref={input}
        {...(p.id ? { id: p.id } : {})}
        className="k-day"
        size={p.small ? 'small' : 'middle'}
        value={typed ?? shownAs(p.value)}
        placeholder={pattern}
        autoComplete="off"
        maxLength={20}
        aria-label={p.label}
        aria-invalid={p.invalid ?? false}
        aria-describedby={p.describedBy}
        aria-required={p.required ?? false}
        {...(p.invalid ? { status: 'error' as const } : {})}
        suffix={
          <button
            type="button"
            tabIndex={-1}
            aria-label={say('ui.pick-day')}
            onMouseDown={(e) => e.preventDefault()}
            onClick={() => {
              input.current?.focus()
              if (open) setOpen(undefined)
              else show('mouse')
            }}
          >
            <CalendarOutlined />
          </button>
        }
        onClick={() => show('mouse')}
        onChange={(e) => read(e.target.value)}
        onKeyDown={keys}
        onBlur={() => {
          if (open) return
          setTyped(undefined)
          p.onBlur?.()
        }}
      />
    </Popover>
  )
}
