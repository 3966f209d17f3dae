import type { OutputOf } from '../../../core/endpoint.ts'
import type { Say } from '../../../core/text.ts'
import type { listInteractions } from '../contract.ts'

export type Row = OutputOf<typeof listInteractions>['rows'][number]

/** `电话沟通`; what the customer began is called so: `客户来电`. */
export const howWords = ({ channel, direction }: Pick<Row, 'channel' | 'direction'>, say: Say): string =>
  say(`contact-said.${channel}.${direction}`)

/** `沈知远 电话沟通`, `客户来电 沈知远`. */
export function whoAndHow(row: Pick<Row, 'channel' | 'direction'>, who: string, say: Say): string {
  const how = howWords(row, say)
  return row.direction === 'IN' && row.channel !== 'NOTE' ? `${how} ${who}` : `${who} ${how}`
}

/** A need or worry in words; one that a company added without a name is said by its code. */
export const needWords = (code: string, say: Say): string => say(`tag.${code}`).replace(/^(NEED|WORRY)_/, '')
