import { useMemo, useState } from 'react'
import { z } from 'zod'
import { useChange, useRead } from '../../../platform/web/reads.ts'
import { useSession } from '../../../platform/web/session.ts'
import { CardChoices } from '../../../ui/card-choices.tsx'
import { Field } from '../../../ui/form/field.tsx'
import { Form } from '../../../ui/form/form.tsx'
import type { ProblemLike } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { listPosts, listUnits, peopleOptions } from '../../organisation/contract.ts'
import { handOnApproval } from '../contract.ts'
import { affected } from './affected.ts'
import { deciderWords, type Shown } from './asked-words.ts'

const note = z.string().trim().max(500).optional()
const toPerson = z.strictObject({ personId: z.int(), note })
const toPost = z.strictObject({ post: z.string(), unitId: z.int().nullable(), note })

type Target = z.input<typeof handOnApproval.input>['to']
type HandOnProps = { asked: Shown; onCancel: () => void; onLeaving: (is: boolean) => void; onDone: () => void }

/** Leaves the decision to somebody else: a person, or whoever holds a post. */
export function HandOn({ asked, onCancel, onLeaving, onDone }: HandOnProps) {
  const say = useSay()
  const toast = useToast()
  const [to, setTo] = useState<'PERSON' | 'POST'>('PERSON')
  const handOn = useChange(handOnApproval, {
    rooms: affected,
    onDone: ({ decider }) => {
      toast({ text: say('approvals.handed-on', { to: deciderWords(decider, say) }) })
      onDone()
    },
  })
  const send = async (target: Target, said: string | undefined) => {
    onLeaving(true)
    const done = await handOn.send({ id: asked.id, version: asked.version, to: target, ...(said ? { note: said } : {}) })
    if (done === undefined) onLeaving(false)
    return done
  }
  const form = {
    words: 'approvals.field',
    problem: atFields(handOn.problem),
    busy: handOn.busy,
    submitLabel: say('approvals.hand-on'),
    onCancel,
  }
  const { people, posts, units } = useTargets(asked.askedBy)
  return (
    <>
      <p className="k-t2">{say('approvals.hand-on-says')}</p>
      <CardChoices
        label={say('approvals.field.toWhom')}
        options={(['PERSON', 'POST'] as const).map((value) => ({ value, title: say(`approvals.field.toWhom.${value}`) }))}
        value={to}
        onChange={setTo}
      />
      {to === 'PERSON' ? (
        <Form schema={toPerson} values={nothing} onSubmit={(typed) => send({ personId: typed.personId }, typed.note)} {...form}>
          <Field name="personId" options={people} />
          <Field name="note" kind="long-text" rows={2} />
        </Form>
      ) : (
        <Form schema={toPost} values={everywhere} onSubmit={(t) => send({ post: t.post, unitId: t.unitId }, t.note)} {...form}>
          <Field name="post" options={posts} />
          <Field name="unitId" options={units} hint={say('approvals.unit-hint')} />
          <Field name="note" kind="long-text" rows={2} />
        </Form>
      )}
    </>
  )
}

const nothing = {}
const everywhere = { unitId: null }

/** The server names `to.personId`; here the field is `personId`. */
const atFields = (problem: ProblemLike | undefined): ProblemLike | undefined =>
  problem && { ...problem, issues: problem.issues.map((i) => ({ ...i, path: i.path.replace(/^to\./, '') })) }

/** Everybody but oneself and whoever asked, the posts, and the units a post can be of. */
function useTargets(askedBy: number | null) {
  const me = useSession().data?.person?.id
  const people = useRead(peopleOptions, {}, { staleSeconds: 300 }).data?.people
  const posts = useRead(listPosts, {}, { staleSeconds: 300 }).data?.posts
  const units = useRead(listUnits, {}, { staleSeconds: 300 }).data?.units
  return useMemo(
    () => ({
      people: (people ?? []).filter((p) => p.id !== me && p.id !== askedBy).map((p) => ({ value: p.id, label: p.name })),
      posts: (posts ?? []).filter((p) => p.holders.length > 0).map((p) => ({ value: p.key, label: p.name })),
      units: (units ?? []).map((u) => ({ value: u.id, label: u.name })),
    }),
    [people, posts, units, me, askedBy],
  )
}
