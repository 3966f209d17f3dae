import { addDays, type Day } from '../../core/day.ts'
import type { Made } from './customers.ts'
import { randomFrom } from './random.ts'
import type { ImportantDay } from './types.ts'

const two = (n: number): string => String(n).padStart(2, '0')
const monthDayOf = (day: Day): string => day.slice(5)

/** The days customers of weight keep, and those of some others: by the sun or the moon, one in a leap month, one on the last of the year. */
export function makeImportantDays(made: readonly Made[], today: Day): ImportantDay[] {
  return [...known(today), ...made.flatMap((one) => daysOf(one, today))]
}

/** Days that the stories tell of. */
const known = (today: Day): ImportantDay[] => [
  day('KH-00218', {
    kind: 'LAUNCH',
    title: '二号库启用',
    monthDay: monthDayOf(addDays(today, 40)),
    year: Number(addDays(today, 40).slice(0, 4)),
  }),
  day('KH-00171', { kind: 'ANNIVERSARY', title: '开市', calendar: 'LUNAR', monthDay: '01-08' }),
  day('KH-00093', { kind: 'ANNIVERSARY', title: '年终谢师宴', calendar: 'LUNAR', monthDay: '12-30' }),
  day('KH-00305', { kind: 'ANNIVERSARY', title: '药王会', calendar: 'LUNAR', monthDay: '06-12', leap: true }),
]

function day(customerNo: string, told: Partial<ImportantDay> & Pick<ImportantDay, 'kind' | 'title' | 'monthDay'>): ImportantDay {
  const once = told.year !== undefined && told.year !== null
  return { customerNo, calendar: 'SOLAR', leap: false, year: null, recurring: !once, surprise: false, ...told }
}

function daysOf({ customer, buying }: Made, today: Day): ImportantDay[] {
  const random = randomFrom(8_191 + Number(customer.customerNo.slice(3)) * 12_289)
  const [keeps, launches, moon] = [random.next(), random.next(), random.next()]
  const days: ImportantDay[] = []
  if (customer.foundedOn !== null && keeps < (customer.class === 'KEY' ? 0.7 : 0.1)) {
    const year = Number(customer.foundedOn.slice(0, 4))
    days.push({
      ...day(customer.customerNo, { kind: 'FOUNDING', title: '成立纪念日', monthDay: monthDayOf(customer.foundedOn), year }),
      recurring: true,
    })
  }
  if (buying.kind !== 'NONE' && launches < 0.04) {
    const on = addDays(today, random.int(-300, 120))
    const title = random.pick(['新店开业', '新厂投产', '新品发布会'])
    days.push(day(customer.customerNo, { kind: 'LAUNCH', title, monthDay: monthDayOf(on), year: Number(on.slice(0, 4)) }))
  }
  if (customer.class === 'KEY' && moon < 0.12) {
    const monthDay = `${two(random.int(1, 12))}-${two(random.int(1, 29))}`
    days.push(day(customer.customerNo, { kind: 'ANNIVERSARY', title: '开业纪念', calendar: 'LUNAR', monthDay }))
  }
  return days
}
