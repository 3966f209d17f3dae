import { useKept } from '../kept.ts'
import { type ColumnChoice, choiceOf, columnsText, readChoice } from './columns.ts'
import type { ListProps } from './list-props.ts'

export type Columns = {
  readonly choice: ColumnChoice
  readonly onChoice: (choice: ColumnChoice) => void
  /** The columns as a view would keep them. */
  readonly text: string | undefined
}

/** Columns as this device keeps them; as the address has them where it does, and then what is changed goes there too. */
export function useColumnChoice<Row>({ id, columns, state }: Pick<ListProps<Row>, 'id' | 'columns' | 'state'>): Columns {
  const [kept, keep] = useKept(`list.${id}`, readChoice)
  const { cols, saved } = state.query
  const choice = cols === undefined ? kept : choiceOf(cols, columns, kept.density)
  return {
    choice,
    text: columnsText(columns, choice),
    onChoice: (next) => {
      if (cols === undefined && saved === undefined) return keep(next)
      if (next.density !== kept.density) keep({ ...kept, density: next.density })
      const text = columnsText(columns, next)
      if (text !== columnsText(columns, choice)) state.change({ cols: text ?? columns.map((c) => c.key).join(',') })
    },
  }
}
