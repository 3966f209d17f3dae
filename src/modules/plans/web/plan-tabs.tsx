import { Segmented } from 'antd'
import { useGo } from '../../../ui/link.tsx'
import { useSay } from '../../../ui/say.tsx'
import './plans.css'

const paths = { customers: '/plans', annual: '/plans/annual' } as const
type Tab = keyof typeof paths

/** The two halves of planning: for single customers, and for a year. */
export function PlanTabs({ tab }: { tab: Tab }) {
  const say = useSay()
  const go = useGo()
  const tabs: readonly Tab[] = ['customers', 'annual']
  return (
    <div className="plans-tabs">
      <Segmented<Tab>
        value={tab}
        aria-label={say('plans.tabs')}
        options={tabs.map((value) => ({ value, label: say(`plans.tab.${value}`) }))}
        onChange={(chosen) => go(paths[chosen])}
      />
    </div>
  )
}
