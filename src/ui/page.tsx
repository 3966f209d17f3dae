import { EllipsisOutlined, LeftOutlined } from '@ant-design/icons'
import { Button as AntButton, Popover } from 'antd'
import { type ReactNode, useState } from 'react'
import { Link } from './link.tsx'
import { usePhone } from './media.ts'
import { PrintButton } from './print.tsx'
import { useSay } from './say.tsx'
import './css/page.css'

type PageProps = {
  title: ReactNode
  /** Grey after the title: count and freshness, `128 家 · 数据截至 14:20`. */
  note?: ReactNode
  /** At the right; one primary button at most. */
  actions?: ReactNode
  /** Further actions before them; on a phone behind ⋯. */
  moreActions?: ReactNode
  /** A page people put on paper. */
  prints?: boolean
  /** Where the phone's arrow leads. */
  back?: string
  /** `scroll`: one column that scrolls with padding. `fill`: the children fill the height and scroll themselves. */
  body?: 'scroll' | 'fill'
  children: ReactNode
}

/** A screen: the head (52 px) and the body under it. */
export function Page({ title, note, actions, moreActions, prints, back, body = 'scroll', children }: PageProps) {
  const say = useSay()
  const phone = usePhone()
  const more = prints ? (
    <>
      <PrintButton />
      {moreActions}
    </>
  ) : (
    moreActions
  )
  return (
    <>
      <header className="k-head">
        {back && (
          <Link to={back} className="k-back" label={say('ui.back')}>
            <LeftOutlined />
          </Link>
        )}
        <h1>{title}</h1>
        {note && <span className="k-t3 k-head-note">{note}</span>}
        <span className="k-grow" />
        <div className="k-row k-head-actions">
          {more && (phone ? <MoreActions>{more}</MoreActions> : more)}
          {actions}
        </div>
      </header>
      <div className={`k-body ${body}`}>{children}</div>
    </>
  )
}

function MoreActions({ children }: { children: ReactNode }) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  // What an action opens is rendered inside, so the menu is hidden and not taken away.
  const content = (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: presses of the buttons inside
    <div className="k-more-actions" onClick={() => setOpen(false)}>
      {children}
    </div>
  )
  return (
    <Popover trigger="click" open={open} onOpenChange={setOpen} placement="bottomRight" arrow={false} content={content}>
      <AntButton type="text" icon={<EllipsisOutlined />} aria-label={say('ui.more-actions')} />
    </Popover>
  )
}

type PanelProps = { title: ReactNode; more?: ReactNode /** Children bring their own padding. */; flush?: boolean; children: ReactNode }

/** A framed part of a page: only for what can be moved or dismissed, and side panels. */
export function Panel({ title, more, flush, children }: PanelProps) {
  return (
    <section className="k-card">
      <header>
        {title}
        {more && <span className="more">{more}</span>}
      </header>
      {flush ? children : <div className="k-card-body">{children}</div>}
    </section>
  )
}

/** A heading inside a page or column, with a link or note at the right. */
export function Section({ title, more, children }: { title: ReactNode; more?: ReactNode; children?: ReactNode }) {
  return (
    <section>
      <h3 className="k-h3">
        {title}
        {more && <span>{more}</span>}
      </h3>
      {children}
    </section>
  )
}
