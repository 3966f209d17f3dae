import { useMemo } from 'react'
import { instantAt, inZone, toShanghai } from '../../../core/instant.ts'
import { useChange } from '../../../platform/web/reads.ts'
import { Button } from '../../../ui/button.tsx'
import { Danger } from '../../../ui/danger.tsx'
import { Field } from '../../../ui/form/field.tsx'
import { Form } from '../../../ui/form/form.tsx'
import { useNow } from '../../../ui/now.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { changeOrder, createOrder, deleteOrder } from '../contract.ts'
import type { OrderShown } from './orders.tsx'

/** What an order changes besides itself. */
const rooms = ['customers', 'tiering']

/** An order to record, or one to correct, cancel or take out. */
export function OrderPanel({ customerId, order, close }: { customerId: number; order: OrderShown | undefined; close: () => void }) {
  return order ? <EditOrder order={order} close={close} /> : <NewOrder customerId={customerId} close={close} />
}

function NewOrder({ customerId, close }: { customerId: number; close: () => void }) {
  const say = useSay()
  const toast = useToast()
  const { at, zone } = useNow()
  const create = useChange(createOrder, {
    rooms,
    onDone: (o) => {
      toast({ text: say('orders.added', { no: o.orderNo }) })
      close()
    },
  })
  const { day, minutes } = inZone(at, zone)
  const start = toShanghai(instantAt(day, minutes, zone))
  // biome-ignore lint/correctness/useExhaustiveDependencies: the moment the form was opened, not each minute after
  const values = useMemo(() => ({ customerId, orderedAt: start }), [customerId])
  return (
    <Form
      schema={createOrder.input}
      values={values}
      words="orders.field"
      onSubmit={create.send}
      problem={create.problem}
      busy={create.busy}
      onCancel={close}
      submitLabel={say('orders.add')}
      draft={`orders.new.${customerId}`}
    >
      <Field name="orderNo" />
      <Field name="orderedAt" />
      <Field name="netAmount" hint={say('orders.amount-hint')} />
      <Field name="remark" kind="long-text" rows={2} />
    </Form>
  )
}

function EditOrder({ order, close }: { order: OrderShown; close: () => void }) {
  const say = useSay()
  const toast = useToast()
  const done = (key: string) => () => {
    toast({ text: say(key, { no: order.orderNo }) })
    close()
  }
  const change = useChange(changeOrder, { rooms, onDone: done('orders.corrected') })
  const remove = useChange(deleteOrder, { rooms, onDone: done('orders.deleted') })
  const { id, version, orderedAt, netAmount, remark } = order
  const values = useMemo(() => ({ id, version, orderedAt, netAmount, remark }), [id, version, orderedAt, netAmount, remark])
  const other = order.status === 'CONFIRMED' ? 'CANCELLED' : 'CONFIRMED'
  return (
    <div className="orders-panel">
      <Form
        schema={changeOrder.input}
        values={values}
        words="orders.field"
        onSubmit={change.send}
        problem={change.problem}
        busy={change.busy}
        onCancel={close}
      >
        <Field name="orderedAt" />
        <Field name="netAmount" hint={say('orders.amount-hint')} />
        <Field name="remark" kind="long-text" rows={2} />
      </Form>
      <section>
        <p className="k-t2">{say(`orders.switch-says.${other}`)}</p>
        <Button busy={change.busy} onClick={() => void change.send({ id, version, status: other })}>
          {say(`orders.switch.${other}`)}
        </Button>
      </section>
      <Problem problem={remove.problem} />
      <Danger
        says={say('orders.delete-says', { no: order.orderNo })}
        action={say('orders.delete')}
        busy={remove.busy}
        onDo={() => void remove.send({ id, version })}
      />
    </div>
  )
}
