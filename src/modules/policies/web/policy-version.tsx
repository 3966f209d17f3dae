import { EditOutlined, SearchOutlined } from '@ant-design/icons'
import { Input, Segmented } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { useRead } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { Chip } from '../../../ui/chip.tsx'
import { clearing } from '../../../ui/clearing.tsx'
import { useParam, useSearchText } from '../../../ui/link.tsx'
import { usePhone } from '../../../ui/media.ts'
import { Page } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { DayText } from '../../../ui/when.tsx'
import { readPolicy } from '../contract.ts'
import { RuleRegister } from './rule-register.tsx'
import './policies.css'

type Policy = z.input<typeof readPolicy.output>
const faces = ['rules', 'text'] as const

/** One version: its rules by chapter with the clauses they come from, or the text as written. */
export function PolicyVersion() {
  const say = useSay()
  const version = Number(useParam('version'))
  const phone = usePhone()
  const { data, problem, again } = useRead(readPolicy, { version })
  return (
    <Page
      title={<span className="k-cut">{data?.title ?? say('policies.one')}</span>}
      note={data && !phone && <Note policy={data} />}
      back="/policies"
      body="fill"
      moreActions={data && <StartFrom version={version} />}
    >
      {problem && <Problem problem={problem} again={again} />}
      {!data && !problem && <Skeleton rows={12} />}
      {data && <Body policy={data} />}
    </Page>
  )
}

function Note({ policy }: { policy: Policy }) {
  const say = useSay()
  return (
    <span className="k-row">
      {say('policies.version', { version: policy.version })}
      {policy.inForce && <Chip tone="ok">{say('policies.in-force')}</Chip>}
      <span className="k-cut">
        {say('policies.effective')} <DayText day={policy.effectiveOn} />
      </span>
    </span>
  )
}

function StartFrom({ version }: { version: number }) {
  const say = useSay()
  const mayPublish = useMay()('policies.publish')
  return mayPublish ? (
    <Button icon={<EditOutlined />} to={`/policies/write?from=${version}`}>
      {say('policies.start-from')}
    </Button>
  ) : null
}

function Body({ policy }: { policy: Policy }) {
  const say = useSay()
  const asked = new URLSearchParams(useSearchText()).get('q') ?? ''
  const [face, setFace] = useState<(typeof faces)[number]>('rules')
  const [q, setQ] = useState(asked)
  const phone = usePhone()
  return (
    <div className="policies-page">
      <div className="policies-tools">
        <Segmented
          size="small"
          aria-label={say('ui.which')}
          value={face}
          options={faces.map((value) => ({ value, label: say(`policies.face.${value}`) }))}
          onChange={setFace}
        />
        {face === 'rules' && (
          <Input
            type="search"
            className="policies-search"
            prefix={<SearchOutlined />}
            allowClear={clearing(say('ui.clear'))}
            value={q}
            placeholder={say('policies.search')}
            aria-label={say('policies.search')}
            onChange={(e) => setQ(e.target.value)}
          />
        )}
        <span className="k-grow" />
        <span className="k-t3 k-aux">
          {phone && `${say('policies.version', { version: policy.version })} · `}
          {say('policies.rules', { count: policy.rules.length })}
        </span>
      </div>
      {face === 'rules' ? <RuleRegister rules={policy.rules} q={q} inForce={policy.inForce} /> : <Source text={policy.source} />}
    </div>
  )
}

/** The YAML with its line numbers. */
const Source = ({ text }: { text: string }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by the keyboard
  <ol className="policies-source" tabIndex={0}>
    {text.split('\n').map((line, i) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: lines never move
      <li key={i}>
        <code className={/^\s*#/.test(line) ? 'k-t3' : ''}>{line || ' '}</code>
      </li>
    ))}
  </ol>
)
