import { FileDoneOutlined } from '@ant-design/icons'
import { joinTexts } from '../../../core/text.ts'
import type { Screens } from '../../../platform/web/screens.ts'
import { text } from '../text.ts'
import { complianceText } from './text.ts'
import { toldText } from './told-text.ts'

const permission = 'compliance.read'

export const screens: Screens = {
  routes: [
    {
      path: '/compliance',
      title: 'compliance.title',
      permission,
      component: () => import('./compliance-page.tsx').then((m) => m.Compliance),
    },
    {
      path: '/compliance/rules/:rule',
      title: 'compliance.title',
      permission,
      component: () => import('./rule-page.tsx').then((m) => m.RulePage),
    },
    {
      path: '/compliance/records',
      title: 'compliance.records',
      permission,
      component: () => import('./records.tsx').then((m) => m.Records),
    },
    {
      path: '/compliance/coverage',
      title: 'compliance.coverage',
      permission,
      component: () => import('./coverage.tsx').then((m) => m.Coverage),
    },
  ],
  menu: [{ key: 'compliance.title', icon: FileDoneOutlined, path: '/compliance', group: 'insight', order: 70, permission }],
  todayPanels: [{ key: 'compliance', order: 30, permission, component: () => import('./month-panel.tsx').then((m) => m.MonthCompliance) }],
  texts: joinTexts(text, complianceText, toldText),
}
