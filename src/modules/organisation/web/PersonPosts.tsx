import { useRead } from '../../../platform/web/reads.ts'
import { Chip } from '../../../ui/chip.tsx'
import { Link } from '../../../ui/link.tsx'
import { useSay } from '../../../ui/say.tsx'
import { listPosts, listUnits } from '../contract.ts'

/** The posts one person holds; they are given on the page of posts. */
export function PersonPosts({ posts }: { posts: readonly { key: string; unitId: number | null }[] }) {
  const say = useSay()
  const names = useRead(listPosts, {}).data?.posts ?? []
  const units = useRead(listUnits, {}).data?.units ?? []
  return (
    <div className="k-row">
      {posts.length === 0 && <span className="k-t3">{say('people.no-post')}</span>}
      {posts.map((p) => (
        <Chip key={`${p.key} ${p.unitId}`} outline>
          {[names.find((n) => n.key === p.key)?.name ?? p.key, units.find((u) => u.id === p.unitId)?.name].filter(Boolean).join(' · ')}
        </Chip>
      ))}
      <Link to="/settings/posts">{say('people.to-posts')}</Link>
    </div>
  )
}
