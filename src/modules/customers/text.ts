import { defineText } from '../../core/text.ts'

export const text = defineText(
  {
    'problem.duplicate-customer': '可能已经有了：{name}（{customerNo}）。确认不是同一家，可勾选后保存。',
    'problem.duplicate-out-of-sight': '这家客户已存在，请联系 {unit}。',
    'problem.customer-in-use': '这家客户还有订单、联系人或下属客户，不能删除。',
    'issue.credit-code-form': '统一社会信用代码应为 18 位，不含 I、O、S、V、Z',
    'issue.credit-code-check': '第 18 位应为 {expected}。确认执照无误，可写理由后保存',
    'issue.birthday-needs-basis': '记录生日须写明依据，例如本人同意',
    'issue.changed-meanwhile': '对方已改为 {theirs}，你填的是 {yours}',
  },
  {
    'problem.duplicate-customer': 'This may exist already: {name} ({customerNo}). If it is another one, tick the box and save.',
    'problem.duplicate-out-of-sight': 'This customer exists already; please contact {unit}.',
    'problem.customer-in-use': 'This customer still has orders, people or customers of its own and cannot be deleted.',
    'issue.credit-code-form': 'A credit code has 18 characters, none of them I, O, S, V or Z',
    'issue.credit-code-check': 'The 18th character should be {expected}. If the licence says otherwise, give a reason and save',
    'issue.birthday-needs-basis': 'A birthday needs a stated basis for keeping it, such as consent',
    'issue.changed-meanwhile': 'Somebody set {theirs}, you entered {yours}',
  },
)
