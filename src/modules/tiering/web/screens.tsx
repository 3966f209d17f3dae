import { ApartmentOutlined } from '@ant-design/icons'
import { joinTexts } from '../../../core/text.ts'
import type { Screens } from '../../../platform/web/screens.ts'
import { text } from '../text.ts'
import { tierPageText } from './text.ts'
import { whyText } from './why-text.ts'

export const screens: Screens = {
  routes: [
    {
      path: '/tiers',
      title: 'tiers.title',
      permission: 'tiering.read',
      component: () => import('./tiers.tsx').then((m) => m.Tiers),
    },
  ],
  menu: [{ key: 'tiers.title', icon: ApartmentOutlined, path: '/tiers', group: 'daily', order: 30, permission: 'tiering.read' }],
  customerTabs: [
    {
      key: 'tier-history',
      title: 'tiers.history',
      place: 'tab',
      order: 20,
      permission: 'tiering.read',
      component: () => import('./tier-history.tsx').then((m) => m.TierHistory),
    },
  ],
  customerTier: () => import('./WhyTier.tsx').then((m) => m.WhyTier),
  shows: { tier: ['tiering', 'customers'], 'tier-run': ['tiering'] },
  texts: joinTexts(text, whyText, tierPageText),
}
