import { MessageOutlined, PlusOutlined } from '@ant-design/icons'
import { joinTexts } from '../../../core/text.ts'
import type { CustomerTab, Screens } from '../../../platform/web/screens.ts'
import { text } from '../text.ts'
import { needText } from './need-text.ts'
import { screenText } from './text.ts'

const permission = 'interactions.read'

const customerTabs: readonly CustomerTab[] = [
  {
    key: 'log',
    title: 'interactions.log',
    place: 'action',
    order: 10,
    permission,
    component: () => import('./log-action.tsx').then((m) => m.LogAction),
  },
  {
    key: 'log-row',
    title: 'interactions.log',
    place: 'row',
    order: 10,
    permission: 'interactions.write',
    component: () => import('./log-action.tsx').then((m) => m.LogInRow),
  },
  {
    key: 'last-contact',
    title: 'interactions.last',
    place: 'strip',
    order: 6,
    permission,
    component: () => import('./last-contact.tsx').then((m) => m.LastContact),
  },
  {
    key: 'pinned',
    title: 'interactions.pinned',
    place: 'pins',
    order: 1,
    permission,
    component: () => import('./pinned.tsx').then((m) => m.PinnedInteractions),
  },
  {
    key: 'interactions',
    title: 'interactions.tab',
    place: 'tab',
    order: 3,
    permission,
    component: () => import('./customer-interactions.tsx').then((m) => m.CustomerInteractions),
  },
]

export const screens: Screens = {
  routes: [
    {
      path: '/interactions',
      title: 'interactions.title',
      permission,
      component: () => import('./interaction-list.tsx').then((m) => m.InteractionList),
    },
  ],
  menu: [
    { key: 'interactions.title', icon: MessageOutlined, path: '/interactions', group: 'daily', order: 23, permission },
    {
      key: 'interactions.note',
      icon: PlusOutlined,
      path: '/interactions?log=new',
      group: 'daily',
      order: 24,
      permission: 'interactions.write',
      phone: 2.5,
      adds: true,
      onlyPhone: true,
    },
  ],
  customerTabs,
  everywhere: () => import('./log-panel.tsx').then((m) => m.LogAnywhere),
  texts: joinTexts(text, needText, screenText),
}
