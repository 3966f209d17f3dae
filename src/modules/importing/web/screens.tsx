import { ImportOutlined } from '@ant-design/icons'
import { joinTexts } from '../../../core/text.ts'
import type { Screens } from '../../../platform/web/screens.ts'
import { text } from '../text.ts'
import { screenText } from './text.ts'

const permission = 'customers.import'

export const screens: Screens = {
  routes: [
    { path: '/import', component: () => import('./ImportWizard.tsx').then((m) => m.ImportWizard), title: 'import.title', permission },
    { path: '/import/history', component: () => import('./Imports.tsx').then((m) => m.Imports), title: 'import.history', permission },
    { path: '/import/:jobId', component: () => import('./ImportPage.tsx').then((m) => m.ImportPage), title: 'import.title', permission },
  ],
  menu: [],
  commands: [{ key: 'import.title', path: '/import', icon: ImportOutlined, permission, refused: 'customers.no-import-right' }],
  shows: { import: ['imports'], job: ['imports'] },
  texts: joinTexts(text, screenText),
}
