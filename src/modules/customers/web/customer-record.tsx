import { DeleteOutlined, IdcardOutlined, PhoneOutlined, TeamOutlined } from '@ant-design/icons'
import { type ReactNode, Suspense, useState } from 'react'
import { useChange, useRead } from '../../../platform/web/reads.ts'
import { type CustomerTab, lazyPart, useCustomerTabs } from '../../../platform/web/screens.ts'
import { useMay } from '../../../platform/web/session.ts'
import { useUndo } from '../../../platform/web/undo.ts'
import { Button } from '../../../ui/button.tsx'
import { Chip, Person } from '../../../ui/chip.tsx'
import { Danger } from '../../../ui/danger.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Completeness } from '../../../ui/facts.tsx'
import { useKey } from '../../../ui/keys.ts'
import { Link, useGo, useParam } from '../../../ui/link.tsx'
import { usePhone } from '../../../ui/media.ts'
import { Page } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { Record, Walk } from '../../../ui/record.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { deleteCustomer, readCustomer } from '../contract.ts'
import { CustomerTags } from './customer-tags.tsx'
import { CustomerTier } from './customer-tier.tsx'
import { CustomerTimeline } from './customer-timeline.tsx'
import { percentOf } from './percent.ts'
import { type CustomerFile, RecordFacts } from './record-facts.tsx'
import { listAddress, stepsFrom } from './walk.ts'
import './customers.css'

const address = (id: number | undefined) => (id === undefined ? undefined : `/customers/${id}`)

/** One customer's page. What other rooms know of it stands in the strip, the tabs and the right column. */
export function CustomerRecord() {
  const say = useSay()
  const id = Number(useParam('id'))
  const { data, problem, again } = useRead(readCustomer, { id }, { keepLast: false })
  const phone = usePhone()
  const steps = stepsFrom(id)
  const go = useGo()
  const step = (to: number | undefined) => (to === undefined ? undefined : () => go(`/customers/${to}`))
  useKey('j', step(steps?.next), { says: say('customers.key-next') })
  useKey('k', step(steps?.previous), { says: say('customers.key-previous') })
  return (
    <Page
      title={<Link to={listAddress()}>{say('customers.title')}</Link>}
      note={steps && <Walk at={steps.at} count={steps.count} previous={address(steps.previous)} next={address(steps.next)} />}
      back={listAddress()}
      body="fill"
      prints
      moreActions={data && <DeleteButton customer={data} />}
      actions={data && !phone && <Actions customerId={data.id} />}
    >
      {problem && <Problem problem={problem} again={again} />}
      {data ? <Found key={id} customer={data} /> : !problem && <Skeleton rows={12} />}
    </Page>
  )
}

function Found({ customer }: { customer: CustomerFile }) {
  const say = useSay()
  const may = useMay()
  const tabs = useCustomerTabs().filter((t) => may(t.permission))
  const at = (place: CustomerTab['place']) => tabs.filter((t) => t.place === place)
  const part = (t: CustomerTab) => <Part key={t.key} tab={t} customerId={customer.id} />
  return (
    <Record
      name={customer.name}
      badges={<Badges customer={customer} />}
      number={customer.customerNo}
      strip={[
        { key: 'stage', label: say('customers.column.stage'), value: customer.stage ? say(`stage.${customer.stage}`) : '—' },
        { key: 'owner', label: say('customers.column.owner'), value: <Person name={customer.owner?.name} /> },
        ...at('strip').map((t) => ({ key: t.key, label: say(t.title), value: part(t) })),
        { key: 'completeness', label: say('customers.column.completeness'), value: <Completed customer={customer} /> },
      ]}
      facts={
        <>
          <Completeness
            title={say('customers.completeness')}
            percent={percentOf(customer.completeness)}
            missing={customer.missing.length > 0 && say('customers.missing-count', { count: customer.missing.length })}
          />
          {customer.missing.length > 0 && (
            <p className="k-aux k-t3">
              {say('customers.still-missing', { fields: customer.missing.map((f) => say(`customers.missing.${f}`)) })}
            </p>
          )}
          <RecordFacts customer={customer} />
          <CustomerTags customer={customer} />
        </>
      }
      tabs={[
        { key: 'timeline', title: say('ui.timeline'), body: <CustomerTimeline customerId={customer.id} pins={at('pins').map(part)} /> },
        ...at('tab').map((t) => ({ key: t.key, title: say(t.title), body: part(t) })),
      ]}
      side={at('side').length > 0 ? at('side').map(part) : undefined}
      quick={<Quick customer={customer} />}
    />
  )
}

/** What can be done about a customer: in the head of its page, on a phone under its name. */
function Actions({ customerId }: { customerId: number }) {
  const may = useMay()
  const actions = useCustomerTabs().filter((t) => t.place === 'action' && may(t.permission))
  return actions.map((t) => <Part key={t.key} tab={t} customerId={customerId} />)
}

function Part({ tab, customerId }: { tab: CustomerTab; customerId: number }) {
  const Body = lazyPart(tab.component)
  return (
    <Suspense fallback={waitingIn[tab.place]}>
      <Body customerId={customerId} />
    </Suspense>
  )
}

const waitingIn: Readonly<Record<CustomerTab['place'], ReactNode>> = {
  tab: <Skeleton rows={4} />,
  side: <Skeleton rows={4} />,
  strip: <span className="k-t3">…</span>,
  action: null,
  pins: null,
  row: null,
}

function Badges({ customer }: { customer: CustomerFile }) {
  const say = useSay()
  return (
    <>
      <CustomerTier customerId={customer.id} tier={customer.tier} big />
      {customer.class === 'KEY' && <Chip tone="info">{say('customers.class.KEY')}</Chip>}
      {customer.status === 'INACTIVE' && <Chip>{say('customers.status.INACTIVE')}</Chip>}
    </>
  )
}

const Completed = ({ customer }: { customer: CustomerFile }) => (
  <b className={customer.missing.length > 2 ? 'k-warn' : ''}>{percentOf(customer.completeness)}%</b>
)

function Quick({ customer }: { customer: CustomerFile }) {
  const say = useSay()
  const phone = customer.phone?.includes('*') ? null : customer.phone
  return (
    <>
      {phone && (
        <a href={`tel:${phone.replace(/[^\d+]/g, '')}`}>
          <PhoneOutlined />
          {say('customers.call')}
        </a>
      )}
      <Actions customerId={customer.id} />
      <Link to={`/customers/${customer.id}?tab=related`}>
        <TeamOutlined />
        {say('contacts.title')}
      </Link>
      <Link to={`/customers/${customer.id}?tab=facts`}>
        <IdcardOutlined />
        {say('ui.facts')}
      </Link>
    </>
  )
}

function DeleteButton({ customer }: { customer: CustomerFile }) {
  const say = useSay()
  const go = useGo()
  const toast = useToast()
  const mayDelete = useMay()('customers.delete')
  const undo = useUndo({ say, rooms: ['customers', 'care', 'tiering'] })
  const [open, setOpen] = useState(false)
  const remove = useChange(deleteCustomer, {
    onDone: ({ undoId }) => {
      toast({ text: say('customers.deleted', { name: customer.name }), ...undo(undoId) })
      go(listAddress())
    },
  })
  if (!mayDelete) return null
  return (
    <>
      <Button kind="text" icon={<DeleteOutlined />} onClick={() => setOpen(true)}>
        {say('customers.delete')}
      </Button>
      <Dialog open={open} title={say('customers.delete')} onClose={() => setOpen(false)}>
        <Problem problem={remove.problem} />
        <Danger
          says={say('customers.delete-says', { name: customer.name })}
          action={say('customers.delete')}
          busy={remove.busy}
          onDo={() => void remove.send({ id: customer.id, version: customer.version })}
        />
      </Dialog>
    </>
  )
}
