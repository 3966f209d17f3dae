import { defineText } from '../../core/text.ts'

export const text = defineText(
  { 'problem.job-not-retryable': '任务没有失败或取消，不需要重试。' },
  { 'problem.job-not-retryable': 'The job neither failed nor was cancelled, so there is nothing to retry.' },
)
