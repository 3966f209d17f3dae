import { useState } from 'react'
import { useRead } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { Chip } from '../../../ui/chip.tsx'
import { Line, Lines } from '../../../ui/lines.tsx'
import { Page } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { listPosts, listUnits, type Post, type Unit } from '../contract.ts'
import { Deputies } from './Deputies.tsx'
import { PostHolders } from './PostHolders.tsx'

/** Who holds which post, and who stands in for whom: deadlines and approvals go to posts. */
export function Posts() {
  const say = useSay()
  const may = useMay()
  const { data, loading, problem, again } = useRead(listPosts, {})
  const units = useRead(listUnits, {}).data?.units ?? []
  const [open, setOpen] = useState<string | undefined>(undefined)
  const post = data?.posts.find((p) => p.key === open)
  return (
    <Page title={say('posts.title')} back="/settings">
      <p className="k-t2 k-lead">{say('posts.lead')}</p>
      <Problem problem={problem} again={again} />
      {loading && <Skeleton rows={7} />}
      <Lines label={say('posts.title')}>
        {data?.posts.map((p) => (
          <Line
            key={p.key}
            title={p.name}
            note={<Holders post={p} units={units} />}
            actions={
              <Button
                kind="text"
                small
                quiet
                disabledBecause={may('organisation.manage') ? undefined : say('problem.forbidden')}
                onClick={() => setOpen(p.key)}
              >
                {say('posts.assign')}
              </Button>
            }
          />
        ))}
      </Lines>
      <div className="k-measure">
        <Deputies />
      </div>
      {post && <PostHolders post={post} units={units} onClose={() => setOpen(undefined)} />}
    </Page>
  )
}

function Holders({ post, units }: { post: Post; units: readonly Unit[] }) {
  const say = useSay()
  if (post.holders.length === 0) return <span className="k-t3">{say('posts.nobody')}</span>
  return post.holders.map((h) => (
    <Chip key={`${h.personId} ${h.unitId}`} outline>
      {[h.personName, units.find((u) => u.id === h.unitId)?.name].filter(Boolean).join(' · ')}
    </Chip>
  ))
}
