import { lazy, Suspense, useMemo } from 'react'
import type { z } from 'zod'
import { Amount, Trend } from '../../../ui/amount.tsx'
import { Chip, Person } from '../../../ui/chip.tsx'
import type { Column } from '../../../ui/list/columns.ts'
import { useSay } from '../../../ui/say.tsx'
import { DayText, When } from '../../../ui/when.tsx'
import type { customerRow } from '../contract.ts'
import { CustomerTier } from './customer-tier.tsx'
import { percentOf } from './percent.ts'
import { RowActions, useRowActions } from './row-actions.tsx'

export type Row = z.input<typeof customerRow>

const dash = <span className="k-t3">—</span>

/** Under this share a file's completeness is drawn in amber. */
const wanting = 85

const rowButton = 44

export function useColumns(): readonly Column<Row>[] {
  const say = useSay()
  const actions = useRowActions().length
  return useMemo(() => {
    const title = (key: string) => say(`customers.column.${key}`)
    const buttons: Column<Row> = {
      key: 'actions',
      title: title('actions'),
      width: 20 + rowButton * actions,
      render: (c) => <RowActions customerId={c.id} />,
    }
    return [
      { key: 'name', title: title('name'), sort: true, render: (c) => <Name customer={c} /> },
      { key: 'number', title: title('number'), width: 92, sort: true, render: (c) => <span className="k-t3">{c.customerNo}</span> },
      { key: 'tier', title: title('tier'), width: 100, render: (c) => <CustomerTier customerId={c.id} tier={c.tier} /> },
      { key: 'stage', title: title('stage'), width: 72, render: (c) => (c.stage ? say(`stage.${c.stage}`) : dash) },
      { key: 'rfm', title: 'RFM', width: 54, align: 'right', render: (c) => c.rfm ?? dash },
      { key: 'amount', title: title('amount'), width: 146, align: 'right', render: (c) => <Bought customer={c} /> },
      {
        key: 'lastOrder',
        title: title('lastOrder'),
        width: 156,
        align: 'right',
        sort: 'down',
        render: (c) => <DayText day={c.lastOrderOn} distance />,
      },
      { key: 'owner', title: title('owner'), width: 100, render: (c) => <Person name={c.ownerName} /> },
      { key: 'unit', title: title('unit'), width: 96, render: (c) => <span className="k-cut">{c.unitName ?? dash}</span> },
      { key: 'region', title: title('region'), width: 64, render: (c) => (c.macroRegion ? say(`region.${c.macroRegion}`) : dash) },
      { key: 'completeness', title: title('completeness'), width: 82, align: 'right', render: (c) => <Share value={c.completeness} /> },
      { key: 'industry', title: title('industry'), width: 180, optional: true, render: (c) => <Industry code={c.industryCode} /> },
      { key: 'class', title: title('class'), width: 88, optional: true, render: (c) => say(`customers.class.${c.class}`) },
      { key: 'created', title: title('created'), width: 120, optional: true, sort: true, render: (c) => <When at={c.createdAt} /> },
      ...(actions > 0 ? [buttons] : []),
    ]
  }, [say, actions])
}

function Name({ customer }: { customer: Row }) {
  const say = useSay()
  return (
    <span className="k-row">
      <span className="k-cut">{customer.name}</span>
      {customer.status === 'INACTIVE' && <Chip>{say('customers.status.INACTIVE')}</Chip>}
    </span>
  )
}

export const Bought = ({ customer }: { customer: Row }) =>
  customer.amount12m === null ? (
    dash
  ) : (
    <>
      <Amount fen={customer.amount12m} /> <Trend percent={customer.growth} />
    </>
  )

const IndustryName = lazy(() => import('./industry-name.tsx').then((m) => ({ default: m.IndustryName })))

const Industry = ({ code }: { code: string | null }) =>
  code === null ? (
    dash
  ) : (
    <Suspense fallback={dash}>
      <IndustryName code={code} />
    </Suspense>
  )

function Share({ value }: { value: number }) {
  const percent = percentOf(value)
  return <span className={percent < wanting ? 'k-warn' : ''}>{percent}%</span>
}
