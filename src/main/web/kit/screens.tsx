import { AppstoreOutlined, FormOutlined, IdcardOutlined, TeamOutlined } from '@ant-design/icons'
import type { Screens } from '../../../platform/web/screens.ts'
import { kitText } from './text.ts'

/** The gallery of parts: only in development and in builds of mode `kit`. */
export const kitScreens: Screens = {
  routes: [
    { path: '/kit', title: 'kit.parts', component: () => import('./parts.tsx').then((m) => m.Parts) },
    { path: '/kit/customers', title: 'kit.list', component: () => import('./customer-list.tsx').then((m) => m.CustomerList) },
    { path: '/kit/customers/:id', title: 'kit.record', component: () => import('./customer-record.tsx').then((m) => m.CustomerRecord) },
    { path: '/kit/form', title: 'kit.form', component: () => import('./customer-form.tsx').then((m) => m.CustomerForm) },
  ],
  menu: [
    { key: 'kit.parts', icon: AppstoreOutlined, path: '/kit', group: 'insight', order: 90, phone: 1 },
    {
      key: 'kit.list',
      icon: TeamOutlined,
      path: '/kit/customers',
      group: 'insight',
      order: 91,
      phone: 2,
      useCount: () => ({ count: 3, late: true }),
    },
    { key: 'kit.form', icon: FormOutlined, path: '/kit/form', group: 'insight', order: 92, phone: 3, adds: true },
    { key: 'kit.record', icon: IdcardOutlined, path: '/kit/customers/1', group: 'insight', order: 93, phone: 4 },
  ],
  texts: kitText,
}
