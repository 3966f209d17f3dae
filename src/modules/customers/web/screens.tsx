import { TeamOutlined, UserAddOutlined } from '@ant-design/icons'
import { joinTexts } from '../../../core/text.ts'
import type { Screens } from '../../../platform/web/screens.ts'
import { text } from '../text.ts'
import { bulkText } from './bulk-text.ts'
import { fieldText } from './field-text.ts'
import { recordText } from './record-text.ts'
import { listText } from './text.ts'
import { timelineText } from './timeline-text.ts'

export const screens: Screens = {
  routes: [
    {
      path: '/customers',
      title: 'customers.title',
      permission: 'customers.read',
      component: () => import('./customer-list.tsx').then((m) => m.CustomerList),
    },
    {
      path: '/customers/new',
      title: 'customers.new',
      permission: 'customers.write',
      component: () => import('./new-customer.tsx').then((m) => m.NewCustomer),
    },
    {
      path: '/customers/:id',
      title: 'customers.record',
      permission: 'customers.read',
      component: () => import('./customer-record.tsx').then((m) => m.CustomerRecord),
    },
  ],
  menu: [
    { key: 'customers.title', icon: TeamOutlined, path: '/customers', group: 'daily', order: 20, permission: 'customers.read', phone: 2 },
  ],
  customerTabs: [
    {
      key: 'contacts',
      title: 'contacts.title',
      place: 'side',
      order: 10,
      permission: 'customers.read',
      component: () => import('./contacts.tsx').then((m) => m.Contacts),
    },
  ],
  commands: [
    {
      key: 'customers.new',
      path: '/customers/new',
      icon: UserAddOutlined,
      permission: 'customers.write',
      refused: 'customers.no-write-right',
      hint: 'N',
    },
  ],
  shows: { customer: ['customers', 'contacts'], contact: ['contacts', 'customers'], 'customer-tags': ['customers'] },
  texts: joinTexts(text, bulkText, fieldText, listText, recordText, timelineText),
}
