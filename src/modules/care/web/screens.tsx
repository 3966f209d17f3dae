import { joinTexts } from '../../../core/text.ts'
import type { Screens } from '../../../platform/web/screens.ts'
import { text } from '../text.ts'
import { bookText } from './book-text.ts'
import { lunarText } from './lunar-text.ts'
import { contactText, datesText } from './text.ts'

export const screens: Screens = {
  routes: [
    { path: '/care/book', title: 'care-book.title', permission: 'care.read', component: () => import('./book.tsx').then((m) => m.Book) },
  ],
  menu: [],
  customerTabs: [
    {
      key: 'dates',
      title: 'dates.title',
      place: 'tab',
      order: 20,
      permission: 'customers.read',
      component: () => import('./customer-dates.tsx').then((m) => m.CustomerDates),
    },
    {
      key: 'last-contact',
      title: 'care.last-contact',
      place: 'strip',
      order: 6,
      permission: 'interactions.read',
      component: () => import('./last-contact.tsx').then((m) => m.LastContact),
    },
  ],
  shows: { task: ['care'], 'customer-date': ['care'] },
  texts: joinTexts(text, contactText, datesText, bookText, lunarText),
}
