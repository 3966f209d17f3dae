import { CalendarOutlined, CarryOutOutlined, HomeOutlined, ProjectOutlined } from '@ant-design/icons'
import { joinTexts } from '../../../core/text.ts'
import type { Screens } from '../../../platform/web/screens.ts'
import { text } from '../text.ts'
import { askedText, waiveAsked } from './asked-words.ts'
import { bulkText } from './bulk-text.ts'
import { calendarText } from './calendar-text.ts'
import { filterTerms } from './filter-text.ts'
import { tasksText } from './text.ts'
import { toldText } from './told-text.ts'
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
    {
      path: '/calendar',
      title: 'task-calendar.title',
      permission: 'tasks.read',
      component: () => import('./calendar.tsx').then((m) => m.Calendar),
    },
    {
      path: '/team',
      title: 'team.title',
      about: 'team.about',
      permission: 'tasks.assign',
      component: () => import('./team.tsx').then((m) => m.Team),
    },
    {
      path: '/workload',
      title: 'workload.title',
      about: 'workload.about',
      permission: 'tasks.assign',
      component: () => import('./workload.tsx').then((m) => m.Workload),
    },
  ],
  todayPanels: [
    { key: 'team', order: 10, permission: 'tasks.assign', component: () => import('./team-today.tsx').then((m) => m.TeamToday) },
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
    { key: 'task-calendar.title', icon: CalendarOutlined, path: '/calendar', group: 'daily', order: 26, permission: 'tasks.read' },
    { key: 'team.title', icon: ProjectOutlined, path: '/team', group: 'daily', order: 27, permission: 'tasks.assign' },
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
  approvals: { TASK_WAIVE: waiveAsked },
  shows: { task: ['tasks'], approval: ['tasks'] },
  texts: joinTexts(bulkText, text, tasksText, calendarText, whyText, askedText, toldText, filterTerms),
}
