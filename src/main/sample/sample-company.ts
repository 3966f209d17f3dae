import { addMonths, type Day } from '../../core/day.ts'
import { creditCodeFrom } from '../../modules/customers/policy/credit-code.ts'
import { makeContacts } from './contacts.ts'
import { makeCustomers } from './customers.ts'
import { makeHandovers } from './handovers.ts'
import { makeImportantDays } from './important-days.ts'
import { makeOrders } from './orders.ts'
import { companyName, deputiesOn, people, units } from './people.ts'
import { products } from './products.ts'
import type { SampleCompany } from './types.ts'

/**
 * A made-up maker of shop fittings with its people, 600 customers and three years of orders up to `today`. The same day gives the same
 * world; another day moves it as a whole. No company or person in it exists.
 */
export function sampleCompany(today: Day): SampleCompany {
  const made = makeCustomers(today)
  return {
    company: {
      name: companyName,
      shortName: '澄岳设施',
      creditCode: creditCodeFrom('330110', 'MA2CY000'),
      province: '330000',
      city: '330100',
      address: '浙江省杭州市余杭区梧桐路 66 号',
      goLiveOn: addMonths(today, -18),
    },
    units,
    people,
    deputies: deputiesOn(today),
    products,
    customers: made.map(({ customer }) => customer),
    contacts: makeContacts(made),
    orders: makeOrders(made, today),
    handovers: makeHandovers(made, today),
    importantDays: makeImportantDays(made, today),
  }
}
