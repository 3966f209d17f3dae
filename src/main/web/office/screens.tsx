import { SettingOutlined } from '@ant-design/icons'
import { joinTexts } from '../../../core/text.ts'
import { text as bulkText } from '../../../platform/bulk/text.ts'
import type { Screens } from '../../../platform/web/screens.ts'
import { doorText } from '../doors/text.ts'
import { officeText } from './text.ts'

/** What belongs to no room: the first run, jobs, and the page of settings. */
export const officeScreens: Screens = {
  routes: [
    { path: '/setup', component: () => import('../doors/set-up.tsx').then((m) => m.SetUp), title: 'setup.title', bare: true },
    {
      path: '/welcome',
      component: () => import('../doors/welcome.tsx').then((m) => m.Welcome),
      title: 'welcome.page',
      permission: 'signed-in',
    },
    { path: '/jobs', component: () => import('./jobs.tsx').then((m) => m.Jobs), title: 'jobs.title', permission: 'signed-in' },
    { path: '/history', component: () => import('./history.tsx').then((m) => m.History), title: 'undo.title', permission: 'signed-in' },
    {
      path: '/settings/backups',
      component: () => import('./backups.tsx').then((m) => m.Backups),
      title: 'backups.title',
      permission: 'backup.run',
    },
    {
      path: '/settings/https',
      component: () => import('../offline/https.tsx').then((m) => m.Https),
      title: 'https.title',
      permission: 'signed-in',
    },
    {
      path: '/settings',
      component: () => import('./settings.tsx').then((m) => m.Settings),
      title: 'settings.title',
      permission: 'signed-in',
    },
  ],
  menu: [{ key: 'settings.title', icon: SettingOutlined, path: '/settings', group: 'insight', order: 90 }],
  shows: { job: ['jobs'] },
  texts: joinTexts(doorText, officeText, bulkText),
}
