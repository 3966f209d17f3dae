import { useState } from 'react'
import { z } from 'zod'
import { day } from '../../../core/day.ts'
import { fen } from '../../../core/money.ts'
import { Field } from '../../../ui/form/field.tsx'
import { Form } from '../../../ui/form/form.tsx'
import { Page } from '../../../ui/page.tsx'
import type { ProblemLike } from '../../../ui/problem.tsx'
import { useToast } from '../../../ui/toast.tsx'

const schema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  creditCode: z.string().length(18).optional(),
  phone: z.string().trim().min(1).max(40),
  size: z.enum(['SMALL', 'MEDIUM', 'LARGE']),
  founded: day.nullable().optional(),
  budget: fen.optional(),
  staff: z.int().min(1).max(1_000_000).optional(),
  needs: z.string().max(2000).optional(),
  informed: z.boolean().default(false),
})

const start = { name: '宁波海棠精密' }

/** Every kind of field; the credit code is refused as a server would. */
export function CustomerForm() {
  const toast = useToast()
  const [problem, setProblem] = useState<ProblemLike | undefined>(undefined)
  const send = async (values: z.input<typeof schema>) => {
    if (values.creditCode?.endsWith('2')) {
      setProblem({
        code: 'invalid',
        rule: 'invalid-input',
        issues: [{ path: 'creditCode', reason: 'check-digit', message: '第 18 位应为 T。确认执照无误，可写理由后保存。' }],
      })
      return undefined
    }
    setProblem(undefined)
    toast({ text: `${values.name} 已建立`, undo: () => undefined })
    return values
  }
  return (
    <Page title="新建客户" back="/kit/customers">
      <Form
        schema={schema}
        values={start}
        words="kit.field"
        onSubmit={send}
        problem={problem}
        draft="kit-customer"
        onCancel={() => setProblem(undefined)}
      >
        <Field
          name="name"
          below={
            <div className="k-warning">
              <b>可能已经有了：</b>宁波海棠精密机械有限公司，负责人 沈知远。
            </div>
          }
        />
        <Field name="creditCode" />
        <Field name="phone" placeholder="手机或带区号的座机" hint="可填分机，如 0574-86100000 转 801" />
        <Field name="size" />
        <Field name="founded" />
        <Field name="budget" />
        <Field name="staff" />
        <Field name="needs" />
        <Field name="informed" />
      </Form>
    </Page>
  )
}
