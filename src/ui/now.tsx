import { createContext, type ReactNode, use, useEffect, useState } from 'react'
import type { Day } from '../core/day.ts'
import { inZone } from '../core/instant.ts'

/** The moment and the company's calendar day: handed down, so that no component reads a clock. */
export type Now = { readonly at: Date; readonly today: Day; readonly zone: string }
const Given = createContext<Now>({ at: new Date(0), today: '1970-01-01', zone: 'Asia/Shanghai' })

/** Moves on by itself every half minute, so that "22 minutes left" stays true. */
export function NowProvider({ clock, zone, children }: { clock: () => Date; zone: string; children: ReactNode }) {
  const [at, setAt] = useState(clock)
  useEffect(() => {
    const timer = setInterval(() => setAt(clock()), 30_000)
    return () => clearInterval(timer)
  }, [clock])
  return <Given value={{ at, today: inZone(at, zone).day, zone }}>{children}</Given>
}

export const useNow = (): Now => use(Given)
