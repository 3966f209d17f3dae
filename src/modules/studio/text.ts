import { defineText } from '../../core/text.ts'

export const text = defineText(
  {
    'issue.too-far-ahead': '最晚 {latest}',
  },
  {
    'issue.too-far-ahead': 'Not later than {latest}',
  },
)
