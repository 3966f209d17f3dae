import { useEffect } from 'react'
import { Button } from '../button.tsx'
import { useSay } from '../say.tsx'
import type { RowSource } from './list-props.ts'

/** Rows that changed meanwhile are not moved under somebody's eyes: it says that there are some, and fetches them when asked. */
export function News<Row>({ rows }: { rows: RowSource<Row> }) {
  const say = useSay()
  const { hold, news, again } = rows
  useEffect(() => hold?.(), [hold])
  return (
    <div className="k-news" role="status">
      {news !== undefined && (
        <Button small kind="text" onClick={again}>
          {news > 0 ? say('ui.news', { count: news }) : say('ui.some-news')}
        </Button>
      )}
    </div>
  )
}
