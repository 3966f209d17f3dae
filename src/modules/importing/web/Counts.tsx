import { useSay } from '../../../ui/say.tsx'
import { Strip } from '../../../ui/strip.tsx'
import type { ImportCounts } from '../contract.ts'

/** What an import did, or would do, in rows. */
export function Counts({ counts, dryRun }: { counts: ImportCounts; dryRun?: boolean }) {
  const say = useSay()
  const failed = counts.failed > 0 ? <span className="k-danger">{counts.failed}</span> : counts.failed
  return (
    <Strip
      figures
      label={say('import.counts')}
      facts={[
        { key: 'new', label: say(dryRun ? 'import.will-be-new' : 'import.new'), value: counts.new },
        { key: 'changed', label: say(dryRun ? 'import.will-be-changed' : 'import.changed'), value: counts.changed },
        { key: 'skipped', label: say('import.skipped'), value: counts.skipped },
        { key: 'failed', label: say('import.failed'), value: failed },
        ...(counts.customersCreated > 0
          ? [{ key: 'customers', label: say('import.customers-created'), value: counts.customersCreated }]
          : []),
      ]}
    />
  )
}
