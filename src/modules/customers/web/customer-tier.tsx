import { Suspense } from 'react'
import { type CustomerTierProps, lazyPart, useCustomerTier } from '../../../platform/web/screens.ts'
import { TierBadge } from '../../../ui/tier.tsx'

/** A customer's tier, drawn by the room that works it out, so that it answers why. */
export function CustomerTier({ customerId, tier, big = false }: CustomerTierProps) {
  const load = useCustomerTier()
  const plain = <TierBadge tier={tier === null ? null : { code: tier }} big={big} />
  if (!load || tier === null) return plain
  const Drawn = lazyPart(load)
  return (
    <Suspense fallback={plain}>
      <Drawn customerId={customerId} tier={tier} big={big} />
    </Suspense>
  )
}
