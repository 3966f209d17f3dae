import { BellOutlined } from '@ant-design/icons'
import { joinTexts } from '../../../core/text.ts'
import type { Screens } from '../../../platform/web/screens.ts'
import { text } from '../text.ts'
import { notificationsText } from './text.ts'
import { useUnread } from './use-unread.ts'

export const screens: Screens = {
  routes: [
    {
      path: '/notifications',
      title: 'notifications.title',
      permission: 'signed-in',
      component: () => import('./notices.tsx').then((m) => m.Notices),
    },
  ],
  // At a desk the bell leads there.
  menu: [
    {
      key: 'notifications.title',
      icon: BellOutlined,
      path: '/notifications',
      group: 'insight',
      order: 89,
      onlyPhone: true,
      phone: 90,
      useCount: useUnread,
    },
  ],
  shows: { notice: ['notifications'], task: ['notifications'] },
  texts: joinTexts(text, notificationsText),
}
