import { useState } from 'react'
import type { z } from 'zod'
import { fileHref } from '../../../platform/web/client.ts'
import { useChange, useRead } from '../../../platform/web/reads.ts'
import { Button } from '../../../ui/button.tsx'
import { Copy } from '../../../ui/copy.tsx'
import { Field } from '../../../ui/form/field.tsx'
import { Form } from '../../../ui/form/form.tsx'
import { Line, Lines } from '../../../ui/lines.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { When } from '../../../ui/when.tsx'
import { createFeed, listFeeds, readFeed, revokeFeed } from '../contract/ical.ts'

type Made = { name: string; token: string }

/** One's links for other calendar programs: made, shown once, revoked. */
export function CalendarFeeds() {
  const say = useSay()
  const { data, problem, again } = useRead(listFeeds, {})
  const [adding, setAdding] = useState(false)
  const [made, setMade] = useState<Made | undefined>(undefined)
  const create = useChange(createFeed, {
    onDone: (feed) => {
      setMade(feed)
      setAdding(false)
    },
  })
  if (made) return <Shown made={made} onKept={() => setMade(undefined)} />
  return (
    <div className="k-stack">
      <p className="k-t2">{say('feeds.lead')}</p>
      <Problem problem={problem} again={again} />
      {!data && !problem && <Skeleton rows={2} />}
      {data?.feeds.length === 0 && !adding && <p className="k-t3">{say('feeds.none')}</p>}
      {data && data.feeds.length > 0 && (
        <Lines label={say('feeds.title')}>
          {data.feeds.map((feed) => (
            <FeedLine key={feed.id} feed={feed} />
          ))}
        </Lines>
      )}
      {adding ? (
        <Form
          schema={createFeed.input}
          values={withNames}
          words="feeds.field"
          onSubmit={create.send}
          problem={create.problem}
          busy={create.busy}
          submitLabel={say('feeds.add')}
          onCancel={() => setAdding(false)}
        >
          <Field name="name" placeholder={say('feeds.name-example')} />
          <Field name="withNames" hint={say('feeds.names-hint')} />
        </Form>
      ) : (
        <div>
          <Button kind="primary" onClick={() => setAdding(true)}>
            {say('feeds.add')}
          </Button>
        </div>
      )}
    </div>
  )
}

const withNames = { withNames: true }

function Shown({ made, onKept }: { made: Made; onKept: () => void }) {
  const say = useSay()
  return (
    <div className="k-stack">
      <p>{say('feeds.made')}</p>
      <Copy text={`${location.origin}${fileHref(readFeed, { token: made.token })}`} label={made.name} />
      <div>
        <Button onClick={onKept}>{say('feeds.kept')}</Button>
      </div>
    </div>
  )
}

function FeedLine({ feed }: { feed: z.input<typeof listFeeds.output>['feeds'][number] }) {
  const say = useSay()
  const toast = useToast()
  const revoke = useChange(revokeFeed, { onDone: () => toast({ text: say('feeds.revoked', { name: feed.name }) }) })
  return (
    <Line
      title={feed.name}
      text={
        <>
          {say(feed.withNames ? 'feeds.with-names' : 'feeds.without-names')} · {say(feed.usedAt ? 'feeds.used' : 'feeds.never-used')}{' '}
          {feed.usedAt && <When at={feed.usedAt} />}
        </>
      }
      actions={
        <Button kind="text" small busy={revoke.busy} onClick={() => void revoke.send({ id: feed.id })}>
          {say('feeds.revoke')}
        </Button>
      }
    />
  )
}
