import { Select } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { call } from '../../../platform/web/client.ts'
import { asFailure, type Failure } from '../../../platform/web/failure.ts'
import { useRead } from '../../../platform/web/reads.ts'
import { Button } from '../../../ui/button.tsx'
import { useKept } from '../../../ui/kept.ts'
import { useSearchText } from '../../../ui/link.tsx'
import { Page } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { listPacks, listPolicies, type PackId, readPack, readPolicy } from '../contract.ts'
import { goToLine, PolicyEditor } from './policy-editor.tsx'
import { PublishPanel } from './publish-panel.tsx'
import './policies.css'

const readText = (stored: unknown): string => (typeof stored === 'string' ? stored : '')

/** A new version: text from a file, a shipped pack or an earlier version; checked, then published. */
export function NewVersion() {
  const say = useSay()
  const [source, setSource] = useKept('policies.draft', readText)
  const { fetch, busy, problem } = useStart(setSource)
  const editor = useRef<HTMLTextAreaElement>(null)
  const from = Number(new URLSearchParams(useSearchText()).get('from'))
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address asks for a version once
  useEffect(() => {
    if (from > 0) void fetch(async () => (await call(readPolicy, { version: from })).source)
  }, [from])
  return (
    <Page title={say('policies.new')} note={source !== '' && say('ui.draft-kept')} back="/policies" body="fill">
      <div className="policies-new">
        <div className="policies-writing">
          <Sources busy={busy} has={source !== ''} onText={setSource} fetch={fetch} />
          <Problem problem={problem} />
          <PolicyEditor ref={editor} value={source} onChange={setSource} />
        </div>
        <PublishPanel source={source} onPublished={() => setSource('')} onLine={(line) => goToLine(editor.current, line)} />
      </div>
    </Page>
  )
}

type Fetch = (read: () => Promise<string>) => Promise<void>

function useStart(take: (text: string) => void): { fetch: Fetch; busy: boolean; problem: Failure | undefined } {
  const [state, setState] = useState<{ busy: boolean; problem: Failure | undefined }>({ busy: false, problem: undefined })
  const fetch: Fetch = async (read) => {
    setState({ busy: true, problem: undefined })
    try {
      take(await read())
      setState({ busy: false, problem: undefined })
    } catch (thrown) {
      setState({ busy: false, problem: asFailure(thrown) })
    }
  }
  return { ...state, fetch }
}

type SourcesProps = { busy: boolean; has: boolean; onText: (text: string) => void; fetch: Fetch }

/** Where the text may come from. */
function Sources({ busy, has, onText, fetch }: SourcesProps) {
  const say = useSay()
  const packs = useRead(listPacks, {}, { staleSeconds: 600 }).data?.packs ?? []
  const versions = useRead(listPolicies, {}).data?.versions ?? []
  const file = useRef<HTMLInputElement>(null)
  const pack = (id: PackId) => () => void fetch(async () => (await call(readPack, { id })).source)
  const version = (n: number) => () => void fetch(async () => (await call(readPolicy, { version: n })).source)
  const current = versions.find((v) => v.inForce)
  return (
    <div className="policies-sources">
      <span className="k-aux k-t3">{say('policies.start')}</span>
      {current && (
        <Button small busy={busy} onClick={version(current.version)}>
          {say('policies.from-current', { version: current.version })}
        </Button>
      )}
      <Select<PackId>
        className="policies-pack"
        size="small"
        value={null}
        placeholder={say('policies.from-pack')}
        aria-label={say('policies.from-pack')}
        popupMatchSelectWidth={false}
        options={packs.map((p) => ({ value: p.id, label: p.title }))}
        onChange={(id) => pack(id)()}
      />
      <span className="k-grow" />
      <Button small onClick={() => file.current?.click()}>
        {say('policies.from-file')}
      </Button>
      <input
        ref={file}
        type="file"
        hidden
        accept=".yaml,.yml,.txt"
        onChange={(e) => {
          const chosen = e.target.files?.[0]
          if (chosen) void fetch(() => chosen.text())
          e.target.value = ''
        }}
      />
      {has && (
        <Button small kind="text" onClick={() => onText('')}>
          {say('ui.draft-drop')}
        </Button>
      )}
    </div>
  )
}
