import { useRef, useState } from 'react'
import { call } from '../../../platform/web/client.ts'
import { asFailure, type Failure } from '../../../platform/web/failure.ts'
import { useRead } from '../../../platform/web/reads.ts'
import { Button } from '../../../ui/button.tsx'
import { Chip } from '../../../ui/chip.tsx'
import { Line, Lines } from '../../../ui/lines.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { listPacks, listPolicies, readPack, readPolicy } from '../../policies/contract.ts'
import type { Draft } from './draft.ts'

/** The texts one may begin with: this company's versions, the shipped policies, a file. */
export function StartOver({ onStart }: { onStart: (draft: Draft) => void }) {
  const say = useSay()
  const versions = useRead(listPolicies, {}).data?.versions ?? []
  const packs = useRead(listPacks, {}, { staleSeconds: 600 }).data?.packs ?? []
  const file = useRef<HTMLInputElement>(null)
  const [state, setState] = useState<{ busy: boolean; problem: Failure | undefined }>({ busy: false, problem: undefined })
  const start = async (from: number | null, read: () => Promise<string>) => {
    setState({ busy: true, problem: undefined })
    try {
      onStart({ source: await read(), from })
      setState({ busy: false, problem: undefined })
    } catch (thrown) {
      setState({ busy: false, problem: asFailure(thrown) })
    }
  }
  const choose = (title: string, act: () => void) => (
    <Button small busy={state.busy} label={`${say('studio.begin')} ${title}`} onClick={act}>
      {say('studio.begin')}
    </Button>
  )
  return (
    <div className="k-stack">
      <Problem problem={state.problem} />
      <Lines>
        {versions.map((v) => (
          <Line
            key={v.version}
            title={v.title}
            text={say('studio.version', { version: v.version })}
            note={v.inForce && <Chip tone="ok">{say('policies.in-force')}</Chip>}
            actions={choose(v.title, () => void start(v.version, async () => (await call(readPolicy, { version: v.version })).source))}
          />
        ))}
        {packs.map((p) => (
          <Line
            key={p.id}
            title={p.title}
            text={`${say('studio.shipped')} · ${p.summary}`}
            actions={choose(p.title, () => void start(null, async () => (await call(readPack, { id: p.id })).source))}
          />
        ))}
      </Lines>
      <div>
        <Button onClick={() => file.current?.click()}>{say('studio.from-file')}</Button>
        <input
          ref={file}
          type="file"
          hidden
          accept=".yaml,.yml,.txt"
          onChange={(e) => {
            const chosen = e.target.files?.[0]
            if (chosen) void start(null, () => chosen.text())
            e.target.value = ''
          }}
        />
      </div>
    </div>
  )
}
