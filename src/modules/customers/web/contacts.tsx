import { PhoneOutlined, PlusOutlined } from '@ant-design/icons'
import { useState } from 'react'
import type { z } from 'zod'
import { useRead } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { Avatar, Chip } from '../../../ui/chip.tsx'
import { SidePanel } from '../../../ui/dialog.tsx'
import { Section } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { type contact, listContacts } from '../contract/contacts.ts'
import { ContactPanel } from './contact-panel.tsx'
import './customers.css'

export type Person = z.input<typeof contact>

/** The order in which a decision is made; people without a part come last. */
const chain: readonly (string | null)[] = ['DECIDES', 'INFLUENCES', 'TECHNICAL', 'BUYS', 'USES']
const placeInChain = (p: Person): number => {
  const at = chain.indexOf(p.chainRole)
  return at < 0 ? chain.length : at
}

/** The people at a customer in the order of the decision chain. */
export function Contacts({ customerId }: { customerId: number }) {
  const say = useSay()
  const mayWrite = useMay()('customers.write')
  const { data, problem, again, loading } = useRead(listContacts, { customerId })
  const [open, setOpen] = useState<Person | 'new' | undefined>(undefined)
  const people = (data?.rows ?? []).toSorted((a, b) => placeInChain(a) - placeInChain(b) || Number(b.isKey) - Number(a.isKey))
  // What is shown follows the list, so that a conflict brings the newer version into the form.
  const shown = typeof open === 'object' ? (people.find((p) => p.id === open.id) ?? open) : open
  const add = mayWrite && (
    <Button kind="link" small icon={<PlusOutlined />} onClick={() => setOpen('new')}>
      {say('contacts.add')}
    </Button>
  )
  return (
    <Section title={say('contacts.chain')} more={add}>
      <Problem problem={problem} again={again} />
      {loading && <Skeleton rows={3} rowHeight={44} />}
      {data && people.length === 0 && <p className="k-t3">{say('contacts.none')}</p>}
      {people.map((p) => (
        <PersonRow key={p.id} person={p} onOpen={() => setOpen(p)} />
      ))}
      <SidePanel
        open={open !== undefined}
        title={shown === 'new' ? say('contacts.add') : (shown?.name ?? '')}
        onClose={() => setOpen(undefined)}
      >
        {shown && (
          <ContactPanel
            key={shown === 'new' ? 'new' : shown.id}
            customerId={customerId}
            person={shown === 'new' ? undefined : shown}
            close={() => setOpen(undefined)}
          />
        )}
      </SidePanel>
    </Section>
  )
}

const tones = { SUPPORTS: 'k-ok', NEUTRAL: 'k-t2', OPPOSES: 'k-danger', UNKNOWN: 'k-warn' } as const

function PersonRow({ person: p, onOpen }: { person: Person; onOpen: () => void }) {
  const say = useSay()
  const attitude = p.attitude ?? 'UNKNOWN'
  const line = [p.chainRole && say(`contacts.field.chainRole.${p.chainRole}`), p.title ?? p.department].filter(Boolean).join(' · ')
  return (
    <div className="customers-person">
      <Avatar name={p.name} />
      <button type="button" className="customers-person-open k-grow" onClick={onOpen}>
        <span className="k-row">
          <span className="k-b k-cut">{p.name}</span>
          {p.isKey && <Chip>{say('contacts.main')}</Chip>}
        </span>
        <span className="k-aux k-t2 k-cut">{line || say('contacts.no-role')}</span>
      </button>
      <span className={`k-aux ${tones[attitude]}`}>{say(`contacts.field.attitude.${attitude}`)}</span>
      {p.mobile && !p.masked && (
        <a href={`tel:${p.mobile.replace(/[^\d+]/g, '')}`} className="customers-call" aria-label={say('contacts.call', { name: p.name })}>
          <PhoneOutlined />
        </a>
      )}
    </div>
  )
}
