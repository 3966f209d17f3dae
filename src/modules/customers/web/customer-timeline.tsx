import {
  AuditOutlined,
  CalendarOutlined,
  CarOutlined,
  CarryOutOutlined,
  EditOutlined,
  FileTextOutlined,
  IdcardOutlined,
  MessageOutlined,
  PhoneOutlined,
  PlusOutlined,
  ShoppingOutlined,
  SwapOutlined,
  TagOutlined,
} from '@ant-design/icons'
import { type ReactNode, useState } from 'react'
import { inZone } from '../../../core/instant.ts'
import { usePages } from '../../../platform/web/reads.ts'
import { Empty } from '../../../ui/empty.tsx'
import { useNow } from '../../../ui/now.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { Timeline } from '../../../ui/timeline.tsx'
import { timeline } from '../contract.ts'
import { type Recorded, textOf } from './timeline-said.ts'
import { eventWords, isOfKind, timelineKinds } from './timeline-words.ts'

const icons: Readonly<Record<string, ReactNode>> = {
  'customer.created': <PlusOutlined />,
  'customer.tagged': <TagOutlined />,
  'tier.changed': <SwapOutlined />,
  order: <ShoppingOutlined />,
  contact: <IdcardOutlined />,
  interaction: <MessageOutlined />,
  task: <CarryOutOutlined />,
  approval: <AuditOutlined />,
  'customer-date': <CalendarOutlined />,
}

const channelIcons: Readonly<Record<string, ReactNode>> = { PHONE: <PhoneOutlined />, VISIT: <CarOutlined />, NOTE: <FileTextOutlined /> }

const iconOf = ({ name, values }: Pick<Recorded, 'name' | 'values'>): ReactNode =>
  (name === 'interaction.logged' ? channelIcons[textOf(values, 'channel')] : undefined) ??
  icons[name] ??
  icons[name.split('.')[0] ?? ''] ?? <EditOutlined />

/** Everything recorded about a customer, newest first, under what other rooms keep on top. */
export function CustomerTimeline({ customerId, pins }: { customerId: number; pins: ReactNode }) {
  const say = useSay()
  const { zone } = useNow()
  const [kind, setKind] = useState<string>('all')
  const pages = usePages(timeline, { id: customerId })
  if (pages.loading) return <Skeleton rows={8} rowHeight={48} />
  const chosen = timelineKinds.find((k) => k === kind) ?? 'all'
  const events = pages.rows
    .filter((e) => isOfKind(e, chosen))
    .map((e) => ({ key: e.id, day: inZone(new Date(e.at), zone).day, icon: iconOf(e), ...eventWords(e, say) }))
  return (
    <>
      <Problem problem={pages.problem} again={pages.again} />
      <Timeline
        events={events}
        pins={pins}
        kinds={timelineKinds.map((key) => ({ key, title: say(`timeline.kind.${key}`) }))}
        kind={chosen}
        onKind={setKind}
        more={{ has: pages.hasMore, loading: pages.loadingMore, load: pages.more }}
      />
      {events.length === 0 && !pages.problem && <Empty title={say('timeline.none')} why={say('timeline.none-why')} />}
    </>
  )
}
