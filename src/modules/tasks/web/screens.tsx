import { CarryOutOutlined, HomeOutlined } from '@ant-design/icons'
import { joinTexts } from '../../../core/text.ts'
import type { Screens } from '../../../platform/web/screens.ts'
import { text } from '../text.ts'
import { tasksText } from './text.ts'
import { useWaiting } from './use-waiting.ts'
import { whyText } from './why-text.ts'

export const screens: Screens = {
  routes: [
    {
      path: '/today',
      title: 'today.title',
      permission: 'tasks.read',
      component: () => import('./today.tsx').then((m) => m.Today),
    },
    {
      path: '/tasks',
      title: 'tasks.title',
      permission: 'tasks.read',
      component: () => import('./task-list.tsx').then((m) => m.TaskList),
    },
  ],
  menu: [
    {
      key: 'today.title',
      icon: HomeOutlined,
      path: '/today',
      group: 'daily',
      order: 10,
      permission: 'tasks.read',
      phone: 1,
      useCount: useWaiting,
    },
    { key: 'tasks.title', icon: CarryOutOutlined, path: '/tasks', group: 'daily', order: 25, permission: 'tasks.read', phone: 3 },
  ],
  customerTabs: [
    {
      key: 'next-duty',
      title: 'tasks.next',
      place: 'strip',
      order: 5,
      permission: 'tasks.read',
      component: () => import('./customer-tasks.tsx').then((m) => m.NextTask),
    },
    {
      key: 'care',
      title: 'tasks.care',
      place: 'tab',
      order: 5,
      permission: 'tasks.read',
      component: () => import('./customer-tasks.tsx').then((m) => m.CustomerTasks),
    },
  ],
  texts: joinTexts(text, tasksText, whyText),
}
