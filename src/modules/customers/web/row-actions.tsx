import { Suspense } from 'react'
import { type CustomerTab, lazyPart, useCustomerTabs } from '../../../platform/web/screens.ts'
import { useMay } from '../../../platform/web/session.ts'
import './customers.css'

/** What rooms offer in a customer's row of the list, as far as one may. */
export function useRowActions(): readonly CustomerTab[] {
  const may = useMay()
  return useCustomerTabs().filter((t) => t.place === 'row' && may(t.permission))
}

/** Their small buttons beside each other. */
export function RowActions({ customerId }: { customerId: number }) {
  return (
    <span className="k-row customers-acts">
      {useRowActions().map((t) => {
        const Body = lazyPart(t.component)
        return (
          <Suspense key={t.key}>
            <Body customerId={customerId} />
          </Suspense>
        )
      })}
    </span>
  )
}
