import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { Tabs } from 'antd'
import type { ReactNode } from 'react'
import { Link, useGo, usePathname, useSearchText } from './link.tsx'
import { usePhone, useWide } from './media.ts'
import { useSay } from './say.tsx'
import { Strip, type StripFact } from './strip.tsx'
import './css/record.css'

export type RecordTab = { readonly key: string; readonly title: string; readonly body: ReactNode }

type RecordProps = {
  name: string
  /** Beside the name: tier, key number, states. */
  badges?: ReactNode
  number?: ReactNode
  strip: readonly StripFact[]
  /** Left column, usually `Facts`. */
  facts: ReactNode
  /** Middle; the first is the timeline. One alone shows no tab bar. */
  tabs: readonly RecordTab[]
  /** Right column: people, open duties, money. */
  side?: ReactNode
  /** Phone only: large buttons under the name (call, navigate, note). */
  quick?: ReactNode
}

/** A record's page inside `Page body="fill"`: head, then facts | timeline | side; narrower screens turn columns into tabs. */
export function Record(p: RecordProps) {
  const phone = usePhone()
  const wide = useWide()
  const say = useSay()
  const side: RecordTab[] = p.side && !wide ? [{ key: 'related', title: say('ui.related'), body: p.side }] : []
  const facts: RecordTab[] = phone ? [{ key: 'facts', title: say('ui.facts'), body: p.facts }] : []
  return (
    <div className="k-record">
      <section className="k-rhead">
        <div className="k-row k-rname">
          <h2>{p.name}</h2>
          {p.badges}
          {p.number && <span className="k-t3">{p.number}</span>}
        </div>
        {phone && p.quick && <div className="k-quick">{p.quick}</div>}
        <Strip facts={p.strip} />
      </section>
      <div className={`k-columns-3${wide && p.side ? ' wide' : ''}`}>
        {!phone && <div className="k-pane">{p.facts}</div>}
        <Middle tabs={[...p.tabs, ...facts, ...side]} />
        {wide && p.side && <div className="k-pane">{p.side}</div>}
      </div>
    </div>
  )
}

function Middle({ tabs }: { tabs: readonly RecordTab[] }) {
  const search = useSearchText()
  const path = usePathname()
  const go = useGo()
  const params = new URLSearchParams(search)
  const asked = params.get('tab')
  const shown = tabs.find((t) => t.key === asked) ?? tabs[0]
  const choose = (key: string) => {
    params.set('tab', key)
    go(`${path}?${params.toString()}`, { replace: true })
  }
  return (
    <div className="k-middle">
      {tabs.length > 1 && (
        <Tabs
          className="k-views"
          size="small"
          activeKey={shown?.key ?? ''}
          onChange={choose}
          items={tabs.map((t) => ({ key: t.key, label: t.title }))}
        />
      )}
      <div className="k-pane" key={shown?.key}>
        {shown?.body}
      </div>
    </div>
  )
}

type WalkProps = { at: number; count: number; previous?: string | undefined; next?: string | undefined }

/** Previous and next record of the list one came from; belongs into the page's note. */
export function Walk({ at, count, previous, next }: WalkProps) {
  const say = useSay()
  return (
    <span className="k-row k-walk">
      {previous ? (
        <Link to={previous} label={say('ui.previous')}>
          <LeftOutlined />
        </Link>
      ) : (
        <LeftOutlined className="k-mute" />
      )}
      {say('ui.of-count', { at, count })}
      {next ? (
        <Link to={next} label={say('ui.next')}>
          <RightOutlined />
        </Link>
      ) : (
        <RightOutlined className="k-mute" />
      )}
    </span>
  )
}

/** A line of a side column: what, why, when. */
export function SideRow({ what, why, when }: { what: ReactNode; why?: ReactNode; when?: ReactNode }) {
  return (
    <div className="k-odd">
      <span className="k-grow k-cut">{what}</span>
      {why}
      <span className="k-t2">{when}</span>
    </div>
  )
}
