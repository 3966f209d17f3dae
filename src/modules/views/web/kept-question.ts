import { questionIn } from '../../../core/list-question.ts'

/** What a view keeps: the question, the columns as they stand, and no tab that shows everything anyway. */
export function keptQuestion(question: string, columns: string | undefined, plainTab: string | undefined): string {
  const params = new URLSearchParams(question)
  if (columns !== undefined && !params.has('cols')) params.set('cols', columns)
  if (plainTab !== undefined && params.get('quick') === plainTab) params.delete('quick')
  return questionIn(params.toString())
}

/** The address of a view for others: a shared one by its number, so that it follows the view; a private one by what it asks. */
export function linkTo(path: string, view: { id: number; query: string; audience: string }): string {
  if (view.audience !== 'MINE') return `${path}?view=${view.id}`
  const params = new URLSearchParams(view.query)
  const quick = params.get('quick')
  params.delete('quick')
  if (quick) params.set('view', quick)
  return `${path}${params.size > 0 ? `?${params}` : ''}`
}
