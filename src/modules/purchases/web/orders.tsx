import { PlusOutlined } from '@ant-design/icons'
import { useState } from 'react'
import type { z } from 'zod'
import { usePages } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { Chip } from '../../../ui/chip.tsx'
import { SidePanel } from '../../../ui/dialog.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { yuan } from '../../../ui/figures.ts'
import { usePhone } from '../../../ui/media.ts'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { DayText } from '../../../ui/when.tsx'
import { listOrders, type order } from '../contract.ts'
import { OrderPanel } from './order-panel.tsx'
import './orders.css'

export type OrderShown = z.input<typeof order>

/** A customer's orders and credits, newest first, in yuan to the fen. */
export function Orders({ customerId }: { customerId: number }) {
  const say = useSay()
  const mayWrite = useMay()('orders.write')
  const pages = usePages(listOrders, { customerId })
  const [open, setOpen] = useState<OrderShown | 'new' | undefined>(undefined)
  const shown = typeof open === 'object' ? (pages.rows.find((o) => o.id === open.id) ?? open) : open
  const title = shown === 'new' ? say('orders.add') : say('orders.correct', { no: shown?.orderNo })
  const add = mayWrite && (
    <Button icon={<PlusOutlined />} onClick={() => setOpen('new')}>
      {say('orders.add')}
    </Button>
  )
  return (
    <>
      <Problem problem={pages.problem} again={pages.again} />
      {pages.loading && <Skeleton rows={8} />}
      {pages.rows.length > 0 && (
        <div className="orders-head">
          <span className="k-t3 k-aux k-grow">{say('orders.rule')}</span>
          {add}
        </div>
      )}
      {pages.rows.length > 0 && <OrderTable orders={pages.rows} onOpen={mayWrite ? setOpen : undefined} />}
      {pages.hasMore && (
        <Button kind="link" busy={pages.loadingMore} onClick={pages.more}>
          {say('ui.more')}
        </Button>
      )}
      {!pages.loading && !pages.problem && pages.rows.length === 0 && (
        <Empty title={say('orders.none')} why={say('orders.none-why')} action={add} />
      )}
      <SidePanel open={open !== undefined} title={title} onClose={() => setOpen(undefined)}>
        {shown && (
          <OrderPanel
            key={shown === 'new' ? 'new' : shown.id}
            customerId={customerId}
            order={shown === 'new' ? undefined : shown}
            close={() => setOpen(undefined)}
          />
        )}
      </SidePanel>
    </>
  )
}

type TableProps = { orders: readonly OrderShown[]; onOpen: ((order: OrderShown) => void) | undefined }

function OrderTable({ orders, onOpen }: TableProps) {
  const say = useSay()
  const phone = usePhone()
  return (
    <table className="orders-table">
      <thead>
        <tr>
          <th>{say('orders.field.orderNo')}</th>
          <th>{say('orders.column.day')}</th>
          <th className="right">{say('orders.column.amount')}</th>
          <th className="wide">{say('orders.field.status')}</th>
          <th className="wide">{say('orders.field.remark')}</th>
          {onOpen && <th aria-label={say('ui.edit')} />}
        </tr>
      </thead>
      <tbody>
        {orders.map((o) => (
          <tr key={o.id} className={o.status === 'CANCELLED' ? 'cancelled' : ''}>
            <td>{o.orderNo}</td>
            <td className="plain">
              <DayText day={o.orderedOn} distance={!phone} />
            </td>
            <td className={`right k-figure${o.netAmount < 0 ? ' k-danger' : ''}`}>{yuan(o.netAmount)}</td>
            <td className="plain wide">
              {o.netAmount < 0 ? <Chip>{say('orders.credit')}</Chip> : <span className="k-t2">{say(`order.status.${o.status}`)}</span>}
            </td>
            <td className="plain wide k-t2">{o.remark}</td>
            {onOpen && (
              <td className="right">
                <Button kind="link" small onClick={() => onOpen(o)}>
                  {say('orders.edit')}
                </Button>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
