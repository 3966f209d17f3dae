import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { AutoComplete } from 'antd'
import { useState } from 'react'
import { useChange } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { Chip } from '../../../ui/chip.tsx'
import { Section } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { setTags } from '../contract.ts'
import { defaultNeedTags } from '../policy/need-tags.ts'
import type { CustomerFile } from './record-facts.tsx'
import { tagWords } from './words.ts'

/** Tags: those worked out of facts are plain and fixed; needs written down by people can be added and taken off. */
export function CustomerTags({ customer }: { customer: CustomerFile }) {
  const say = useSay()
  const change = useChange(setTags, { rooms: ['audit'] })
  const mayWrite = useMay()('customers.write')
  return (
    <Section title={say('customers.tags')}>
      <div className="customers-tags">
        {customer.tags.map((t) => {
          const words = tagWords(t, say)
          return (
            <Chip key={t.code} outline={t.byHand} title={say(`customers.tag-group.${t.group}`)}>
              {words}
              {t.byHand && mayWrite && (
                <button
                  type="button"
                  className="customers-tag-x"
                  aria-label={say('customers.remove-tag', { tag: words })}
                  onClick={() => void change.send({ id: customer.id, remove: [t.code] })}
                >
                  <CloseOutlined />
                </button>
              )}
            </Chip>
          )
        })}
        {mayWrite && <AddTag has={customer.tags.map((t) => t.code)} onAdd={(tag) => void change.send({ id: customer.id, add: [tag] })} />}
      </div>
      <Problem problem={change.problem} />
    </Section>
  )
}

function AddTag({ has, onAdd }: { has: readonly string[]; onAdd: (tag: string) => void }) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  if (!open) {
    return (
      <Button kind="text" small icon={<PlusOutlined />} onClick={() => setOpen(true)}>
        {say('customers.add-tag')}
      </Button>
    )
  }
  const options = defaultNeedTags
    .map((n) => ({ value: n.code, label: say.either(n.zh, n.en) }))
    .filter((o) => !has.includes(o.value) && o.label.includes(typed.trim()))
  const done = (tag: string) => {
    if (tag.trim()) onAdd(tag.trim())
    setOpen(false)
    setTyped('')
  }
  return (
    <AutoComplete
      autoFocus
      size="small"
      value={typed}
      options={options}
      maxLength={60}
      aria-label={say('customers.add-tag')}
      placeholder={say('customers.tag-hint')}
      popupMatchSelectWidth={160}
      onChange={setTyped}
      onSelect={done}
      onBlur={() => done(typed)}
      onKeyDown={(e) => {
        if (e.key === 'Escape') done('')
      }}
    />
  )
}
