import { defineText } from '../../core/text.ts'

export const text = defineText(
  {
    'problem.company-not-empty': '这里已经有客户了，示例公司只能装入还没有客户的公司。',
    'problem.sample-loading': '示例公司正在装入，请稍候。',
  },
  {
    'problem.company-not-empty': 'There are customers here already; the sample can only be loaded into a company without any.',
    'problem.sample-loading': 'The sample company is being loaded just now. Please wait.',
  },
)
