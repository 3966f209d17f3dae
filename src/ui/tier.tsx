import { Tooltip } from 'antd'
import type { ReactNode } from 'react'
import type { TierKey } from './palette.ts'
import { useSay } from './say.tsx'
import { tierLook } from './tier-look.ts'
import './css/parts.css'

// One glyph per look, so that colour is never the only sign.
const glyphs: Record<TierKey, ReactNode> = {
  core: <path d="M5 .4 9.6 5 5 9.6.4 5Z" fill="currentColor" />,
  potential: <path d="M5 1 9.4 9H.6Z" fill="currentColor" />,
  general: <circle cx="5" cy="5" r="3.6" fill="currentColor" />,
  risk: <path d="M1.1 1.7h7.8L5 8.8Z" fill="none" stroke="currentColor" strokeWidth="1.7" strokeLinejoin="round" />,
  fresh: <circle cx="5" cy="5" r="3.3" fill="none" stroke="currentColor" strokeWidth="1.8" />,
}

export type TierLike = {
  readonly code: string
  /** The policy's own word; without it the text key `tier.<code>`. */
  readonly name?: string | undefined
  /** 1 is the best; gives a look to codes a policy invented. */
  readonly rank?: number | undefined
}

export function TierGlyph({ tier, size = 10 }: { tier: TierLike; size?: number }) {
  return (
    <svg
      className={`k-tier-glyph k-tier-${tierLook(tier.code, tier.rank)}`}
      width={size}
      height={size}
      viewBox="0 0 10 10"
      aria-hidden="true"
    >
      {glyphs[tierLook(tier.code, tier.rank)]}
    </svg>
  )
}

type TierBadgeProps = {
  tier: TierLike | null | undefined
  big?: boolean /** Draws the "?" of something that can be asked why. */
  ask?: boolean
}

/** Glyph, word and hue of a tier. Put it into `<Why>` to make it answer. */
export function TierBadge({ tier, big, ask }: TierBadgeProps) {
  const say = useSay()
  if (!tier) return <span className="k-t3">—</span>
  const word = tier.name ?? say(`tier.${tier.code}`)
  return (
    <Tooltip title={word.length > 6 ? word : undefined}>
      <span className={`k-tier k-tier-${tierLook(tier.code, tier.rank)}${big ? ' big' : ''}${ask ? ' ask' : ''}`}>
        <TierGlyph tier={tier} size={big ? 11 : 9} />
        <span className="k-cut">{word}</span>
      </span>
    </Tooltip>
  )
}
