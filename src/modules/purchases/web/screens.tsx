import { joinTexts } from '../../../core/text.ts'
import type { CustomerTab, Screens } from '../../../platform/web/screens.ts'
import { text } from '../text.ts'
import { ordersText } from './text.ts'

const fact = (key: string, order: number, component: CustomerTab['component']): CustomerTab => ({
  key,
  title: `orders.fact.${key}`,
  place: 'strip',
  order,
  permission: 'orders.read',
  component,
})

export const screens: Screens = {
  routes: [],
  menu: [],
  customerTabs: [
    fact('last', 10, () => import('./purchase-facts.tsx').then((m) => m.LastOrder)),
    fact('year', 20, () => import('./purchase-facts.tsx').then((m) => m.PastYear)),
    fact('since', 30, () => import('./purchase-facts.tsx').then((m) => m.FirstOrder)),
    {
      key: 'orders',
      title: 'orders.title',
      place: 'tab',
      order: 10,
      permission: 'orders.read',
      component: () => import('./orders.tsx').then((m) => m.Orders),
    },
    {
      key: 'purchase-months',
      title: 'orders.months',
      place: 'side',
      order: 20,
      permission: 'orders.read',
      component: () => import('./purchase-months.tsx').then((m) => m.PurchaseMonths),
    },
  ],
  shows: { order: ['orders'] },
  texts: joinTexts(text, ordersText),
}
