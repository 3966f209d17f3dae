import { AuditOutlined } from '@ant-design/icons'
import { joinTexts } from '../../../core/text.ts'
import type { Screens } from '../../../platform/web/screens.ts'
import { text } from '../text.ts'
import { approvalsText } from './text.ts'
import { useWaiting } from './use-waiting.ts'

const permission = 'approvals.own'

export const screens: Screens = {
  routes: [
    {
      path: '/approvals',
      title: 'approvals.title',
      permission,
      component: () => import('./approval-list.tsx').then((m) => m.ApprovalList),
    },
  ],
  menu: [{ key: 'approvals.title', icon: AuditOutlined, path: '/approvals', group: 'daily', order: 28, permission, useCount: useWaiting }],
  todayPanels: [
    { key: 'approvals', order: 20, permission, component: () => import('./waiting-panel.tsx').then((m) => m.WaitingApprovals) },
  ],
  shows: { approval: ['approvals'] },
  texts: joinTexts(text, approvalsText),
}
