import { joinTexts } from '../../../core/text.ts'
import type { Screens } from '../../../platform/web/screens.ts'
import { text } from '../text.ts'
import { eventWordsText } from './event-words-text.ts'
import { screenText } from './text.ts'
import { valueText } from './value-text.ts'

export const screens: Screens = {
  routes: [{ path: '/audit', component: () => import('./Trail.tsx').then((m) => m.Trail), title: 'audit.title', permission: 'audit.read' }],
  menu: [],
  texts: joinTexts(text, screenText, valueText, eventWordsText),
}
