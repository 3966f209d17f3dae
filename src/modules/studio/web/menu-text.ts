import { defineText } from '../../../core/text.ts'

/** The titles of these pages; their other words come with the pages. */
export const menuText = defineText(
  {
    'studio.title': '编写制度',
    'studio.preview': '试算与发布',
    'studio.compare-title': '版本对比',
    'job.studio.preview': '制度试算',
  },
  {
    'studio.title': 'Write the policy',
    'studio.preview': 'Try out and publish',
    'studio.compare-title': 'Compare versions',
    'job.studio.preview': 'Policy preview',
  },
)
