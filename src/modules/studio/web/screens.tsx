import { joinTexts } from '../../../core/text.ts'
import type { Screens } from '../../../platform/web/screens.ts'
import { text } from '../text.ts'
import { menuText } from './menu-text.ts'

export const screens: Screens = {
  routes: [
    {
      path: '/policies/write',
      title: 'studio.title',
      permission: 'policies.read',
      component: () => import('./writing.tsx').then((m) => m.Writing),
    },
    {
      path: '/policies/preview',
      title: 'studio.preview',
      permission: 'policies.read',
      component: () => import('./preview.tsx').then((m) => m.Preview),
    },
    {
      path: '/policies/compare',
      title: 'studio.compare-title',
      permission: 'policies.read',
      component: () => import('./compare.tsx').then((m) => m.Compare),
    },
  ],
  // 制度 in the menu leads to the versions; writing begins there.
  menu: [],
  texts: joinTexts(text, menuText),
}
