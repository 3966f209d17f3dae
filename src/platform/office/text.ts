import { defineText } from '../../core/text.ts'

export const text = defineText(
  {
    'problem.job-not-retryable': '任务没有失败或取消，不需要重试。',
    'problem.file-shows-more': '这份文件里有你现在看不到的内容，请重新导出一份。',
  },
  {
    'problem.job-not-retryable': 'The job neither failed nor was cancelled, so there is nothing to retry.',
    'problem.file-shows-more': 'This file holds what you may not see any more. Export it again.',
  },
)
