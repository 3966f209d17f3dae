import { PlusOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useChange, useRead } from '../../../platform/web/reads.ts'
import { Button } from '../../../ui/button.tsx'
import { Chip } from '../../../ui/chip.tsx'
import { Danger } from '../../../ui/danger.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { Line, Lines } from '../../../ui/lines.tsx'
import { useNow } from '../../../ui/now.tsx'
import { Page } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { When } from '../../../ui/when.tsx'
import { listTokens, revokeToken, type TokenShown } from '../contract.ts'
import { NewToken } from './NewToken.tsx'

type Shown = Omit<TokenShown, 'createdAt' | 'expiresAt' | 'usedAt' | 'revokedAt'> &
  Record<'createdAt', string> &
  Record<'expiresAt' | 'usedAt' | 'revokedAt', string | null>

/** One's own keys for programs. */
export function Tokens() {
  const say = useSay()
  const { data, loading, problem, again } = useRead(listTokens, {})
  const [adding, setAdding] = useState(false)
  const [revoking, setRevoking] = useState<Shown | undefined>(undefined)
  const add = (
    <Button kind="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {say('tokens.add')}
    </Button>
  )
  return (
    <Page title={say('tokens.title')} back="/settings" actions={add}>
      <p className="k-t2 k-lead">{say('tokens.lead')}</p>
      <Problem problem={problem} again={again} />
      {loading && <Skeleton rows={3} />}
      {data?.tokens.length === 0 && <Empty title={say('tokens.none')} why={say('tokens.none-why')} />}
      {data && data.tokens.length > 0 && (
        <Lines label={say('tokens.title')}>
          {data.tokens.map((t) => (
            <TokenLine key={t.id} token={t} onRevoke={() => setRevoking(t)} />
          ))}
        </Lines>
      )}
      {adding && <NewToken onClose={() => setAdding(false)} />}
      {revoking && <Revoke token={revoking} onClose={() => setRevoking(undefined)} />}
    </Page>
  )
}

function TokenLine({ token, onRevoke }: { token: Shown; onRevoke: () => void }) {
  const say = useSay()
  const { at } = useNow()
  const over = token.expiresAt !== null && new Date(token.expiresAt) <= at
  const powers = token.permissions === null ? say('tokens.all-mine') : token.permissions.map((p) => say(`permission.${p}`)).join('、')
  return (
    <Line
      title={token.name}
      text={
        <>
          {powers} · {token.usedAt ? say('tokens.used') : say('tokens.never-used')} {token.usedAt && <When at={token.usedAt} />}
          {token.expiresAt && (
            <>
              {' · '}
              {say('tokens.until')} <When at={token.expiresAt} />
            </>
          )}
        </>
      }
      note={token.revokedAt ? <Chip>{say('tokens.revoked')}</Chip> : over && <Chip tone="warn">{say('tokens.expired')}</Chip>}
      actions={
        !token.revokedAt && (
          <Button kind="text" small onClick={onRevoke}>
            {say('tokens.revoke')}
          </Button>
        )
      }
    />
  )
}

function Revoke({ token, onClose }: { token: Shown; onClose: () => void }) {
  const say = useSay()
  const revoke = useChange(revokeToken, { onDone: onClose })
  return (
    <Dialog open title={say('tokens.revoke')} onClose={onClose}>
      <Problem problem={revoke.problem} />
      <Danger
        says={say('tokens.revoke-says', { name: token.name })}
        action={say('tokens.revoke-action', { name: token.name })}
        busy={revoke.busy}
        onDo={() => void revoke.send({ id: token.id })}
      />
    </Dialog>
  )
}
