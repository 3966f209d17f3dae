import type { Evidence, RuleEvidence } from '../../../platform/house.ts'
import { yearAround } from '../policy/book.ts'
import { careDocument } from '../policy/section.ts'
import { bookCounts } from './book.ts'

/** MD-03: ordinary customers with a record of maintenance and one of recommendation in the calendar year that the period ends in. */
export const evidenceOfBook: RuleEvidence = {
  rules: ['MD-03'],
  async read({ db, scope, now, policy }, _, period): Promise<Evidence> {
    const year = yearAround(period.until)
    const { answer } = await bookCounts({ db, now }, { scope, year, document: careDocument.parse(policy) })
    const lines = [
      { word: 'book-year', value: year.from.slice(0, 4) },
      { word: 'book-maintained', value: answer.maintained },
      { word: 'book-recommended', value: answer.recommended },
    ]
    return { asked: answer.customers, kept: answer.kept, lines, to: `/care/book?year=${year.from.slice(0, 4)}` }
  },
}
