import { Checkbox } from 'antd'
import { useEffect, useState } from 'react'
import type { z } from 'zod'
import { useRead } from '../../../platform/web/reads.ts'
import { useForm } from '../../../ui/form/form-state.ts'
import { Link } from '../../../ui/link.tsx'
import { useSay } from '../../../ui/say.tsx'
import { type duplicateHit, findDuplicates } from '../contract.ts'

type Hit = z.input<typeof duplicateHit>
type By = Hit['by']

/** The value once nobody has typed for `ms`. */
function useSettled<T extends string>(value: T, ms = 350): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return settled
}

const written = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')

/** What the server knows about customers like the one being typed; asked again shortly after each change. */
export function useDuplicates(exceptId?: number): readonly Hit[] {
  const { values } = useForm()
  const name = useSettled(written(values.name))
  const creditCode = useSettled(written(values.creditCode))
  const phone = useSettled(written(values.phone))
  const long = { name: name.length >= 2, creditCode: creditCode.length >= 15, phone: phone.length >= 7 }
  const { data } = useRead(
    findDuplicates,
    {
      ...(long.name ? { name: name.slice(0, 200) } : {}),
      ...(long.creditCode ? { creditCode: creditCode.slice(0, 30) } : {}),
      ...(long.phone ? { phone: phone.slice(0, 60) } : {}),
      ...(exceptId === undefined ? {} : { exceptId }),
    },
    { when: long.name || long.creditCode || long.phone, staleSeconds: 30 },
  )
  return long.name || long.creditCode || long.phone ? (data?.hits ?? []) : []
}

/** Under a field: who else has this name, code or phone. Out of sight only the department to ask is told. */
export function DuplicateWarning({ hits, by }: { hits: readonly Hit[]; by: By }) {
  const say = useSay()
  const found = hits.filter((h) => h.by === by)
  if (found.length === 0) return null
  return (
    <div className="k-warning" role="status">
      {found.map((h) => (
        <p key={h.customer?.id ?? `ask ${h.askUnit}`}>
          {h.customer ? (
            <>
              <b>{say(`customers.same.${by}`)}</b>
              <Link to={`/customers/${h.customer.id}`}>{h.customer.name}</Link> <span className="k-t3">{h.customer.customerNo}</span>
            </>
          ) : (
            say('customers.same-hidden', { unit: h.askUnit ?? say('customers.another-unit') })
          )}
        </p>
      ))}
      {by !== 'PHONE' && found.some((h) => h.customer) && <AcceptBox />}
    </div>
  )
}

/** Says that the person looked and it is another customer. */
function AcceptBox() {
  const say = useSay()
  const { values, set } = useForm()
  return (
    <Checkbox checked={values.acceptDuplicates === true} onChange={(e) => set('acceptDuplicates', e.target.checked)}>
      {say('customers.accept-duplicate')}
    </Checkbox>
  )
}
