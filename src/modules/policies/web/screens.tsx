import { BookOutlined } from '@ant-design/icons'
import { joinTexts } from '../../../core/text.ts'
import type { ScreenRoute, Screens } from '../../../platform/web/screens.ts'
import { text } from '../text.ts'
import { calendarText } from './calendar-text.ts'
import { policyText } from './text.ts'

const routes: readonly ScreenRoute[] = [
  {
    path: '/policies',
    title: 'policies.title',
    permission: 'policies.read',
    component: () => import('./policies.tsx').then((m) => m.Policies),
  },
  {
    path: '/policies/:version',
    title: 'policies.one',
    permission: 'policies.read',
    component: () => import('./policy-version.tsx').then((m) => m.PolicyVersion),
  },
  {
    path: '/settings/calendar',
    title: 'calendar.title',
    permission: 'signed-in',
    component: () => import('./calendar.tsx').then((m) => m.Calendar),
  },
]

export const screens: Screens = {
  routes,
  menu: [{ key: 'policies.title', icon: BookOutlined, path: '/policies', group: 'insight', order: 80, permission: 'policies.read' }],
  shows: { policy: ['policies', 'studio'], calendar: ['calendar'] },
  texts: joinTexts(text, policyText, calendarText),
}
