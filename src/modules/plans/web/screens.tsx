import { FlagOutlined } from '@ant-design/icons'
import { joinTexts } from '../../../core/text.ts'
import type { Screens } from '../../../platform/web/screens.ts'
import { text } from '../text.ts'
import { annualAsked, askedText } from './asked-words.ts'
import { plansText } from './text.ts'

const permission = 'plans.read'

export const screens: Screens = {
  routes: [
    { path: '/plans', title: 'plans.title', permission, component: () => import('./plan-list.tsx').then((m) => m.PlanList) },
    { path: '/plans/annual', title: 'annual.title', permission, component: () => import('./annual-list.tsx').then((m) => m.AnnualList) },
  ],
  menu: [{ key: 'plans.title', icon: FlagOutlined, path: '/plans', group: 'daily', order: 28, permission }],
  customerTabs: [
    {
      key: 'plans',
      title: 'plans.title',
      place: 'tab',
      order: 22,
      permission,
      component: () => import('./customer-plans.tsx').then((m) => m.CustomerPlans),
    },
  ],
  approvals: { ANNUAL_PLAN: annualAsked },
  shows: { plan: ['plans'], 'annual-plan': ['plans'] },
  texts: joinTexts(text, plansText, askedText),
}
