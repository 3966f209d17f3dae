import { useEffect, useState } from 'react'
import { useSay } from './say.tsx'
import './css/parts.css'

/** True once `busy` has lasted 200 ms: shorter waits show nothing. */
export function useSlow(busy: boolean): boolean {
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    if (!busy) return setSlow(false)
    const timer = setTimeout(() => setSlow(true), 200)
    return () => clearTimeout(timer)
  }, [busy])
  return busy && slow
}

const widths = ['62%', '84%', '48%', '76%', '55%', '90%', '68%', '40%']

/** Grey lines in the place of what is being read; nothing during the first 200 ms. */
export function Skeleton({ rows = 6, rowHeight = 38 }: { rows?: number; rowHeight?: number }) {
  const say = useSay()
  const slow = useSlow(true)
  return (
    <div className="k-sk" role="status" aria-label={say('ui.loading')}>
      {slow &&
        Array.from({ length: rows }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines are alike and never move
          <div key={i} style={{ height: rowHeight }}>
            <i style={{ width: widths[i % widths.length] }} />
          </div>
        ))}
    </div>
  )
}
