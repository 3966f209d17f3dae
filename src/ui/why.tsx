import { Popover } from 'antd'
import { type ReactNode, useState } from 'react'
import { Dialog } from './dialog.tsx'
import { usePhone } from './media.ts'
import { useSay } from './say.tsx'
import './css/why.css'

export type WhyProps = {
  /** What asks: a tier badge, a clause, a deadline. Becomes a button. */
  children: ReactNode
  label?: string
  /** The sentence: `10月1日 起为核心客户`. */
  head: ReactNode
  /** Which document it rests on. */
  basis?: ReactNode
  /** Sections under each other; a function is called when it opens, so that reading can wait for it. */
  body: readonly ReactNode[] | (() => ReactNode)
  /** A function gets what closes the frame, for what leads elsewhere. */
  footer?: ReactNode | ((close: () => void) => ReactNode)
}

/** Answers "why?": click or Enter opens, Esc closes; the same frame for tiers, tasks, deadlines and escalations. */
export function Why({ children, label, head, basis, body, footer }: WhyProps) {
  const say = useSay()
  const phone = usePhone()
  const [open, setOpen] = useState(false)
  const ask = (
    <button
      type="button"
      className="k-ask"
      aria-expanded={open}
      aria-label={label}
      title={say('ui.why')}
      onClick={phone ? () => setOpen(true) : undefined}
    >
      {children}
    </button>
  )
  const frame = <WhyFrame head={head} basis={basis} body={body} footer={footer} close={() => setOpen(false)} />
  if (phone) {
    return (
      <>
        {ask}
        <Dialog open={open} title={say('ui.why')} onClose={() => setOpen(false)}>
          {frame}
        </Dialog>
      </>
    )
  }
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomLeft"
      arrow={false}
      classNames={{ root: 'k-why-pop' }}
      destroyOnHidden
      content={frame}
    >
      {ask}
    </Popover>
  )
}

function WhyFrame({ head, basis, body, footer, close }: Omit<WhyProps, 'children' | 'label'> & { close: () => void }) {
  return (
    <div className="k-why" role="dialog" onKeyDown={(e) => e.key === 'Escape' && close()}>
      <header className="k-row">
        <span className="k-grow k-row k-b">{head}</span>
        {basis && <span className="k-aux k-t3">{basis}</span>}
      </header>
      {typeof body === 'function'
        ? body()
        : body.map((section, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: sections never move
            <section key={i}>{section}</section>
          ))}
      {footer && <footer>{typeof footer === 'function' ? footer(close) : footer}</footer>}
    </div>
  )
}

/** Bands of a score with the one that was hit framed: `≤30 天 | 31–90 天 | >90 天`. */
export function Bands({ bands, hit }: { bands: readonly string[]; hit: number }) {
  return (
    <div className="k-bands">
      {bands.map((b, i) => (
        <span key={b} className={i === hit ? 'hit' : ''} aria-current={i === hit ? 'true' : undefined}>
          {b}
        </span>
      ))}
    </div>
  )
}

type ScoreLineProps = {
  label: ReactNode
  bands: readonly string[]
  hit: number /** The measured value, usually a link to the rows behind it. */
  fact: ReactNode
  points: ReactNode
}

/** One part of a score: its name, the bands, what was measured, the points. */
export const ScoreLine = ({ label, bands, hit, fact, points }: ScoreLineProps) => (
  <div className="k-score">
    <span>{label}</span>
    <Bands bands={bands} hit={hit} />
    <span className="k-cut">{fact}</span>
    <b>{points}</b>
  </div>
)

/** A section of a `Why` whose body is a function: `<WhySection>…</WhySection>`. */
export const WhySection = ({ children }: { children: ReactNode }) => <section>{children}</section>
