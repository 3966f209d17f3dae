import { defineText } from '../../core/text.ts'

export const text = defineText(
  {
    'bulk.refused': '未处理的记录',
    'bulk.row': '名称',
    'bulk.why': '原因',
    'bulk.gone': '已被删除，或不在你的可见范围内',
    'bulk.out-of-reach': '你可以看，但没有权限改',
    'bulk.changed-meanwhile': '预览之后有人改过',
    'problem.selection-too-large': '一次最多处理 {max} 条，请缩小范围。',
  },
  {
    'bulk.refused': 'Left as they are',
    'bulk.row': 'Name',
    'bulk.why': 'Why',
    'bulk.gone': 'Deleted, or out of your sight',
    'bulk.out-of-reach': 'You may see it but not change it',
    'bulk.changed-meanwhile': 'Somebody changed it after the preview',
    'problem.selection-too-large': 'At most {max} records at a time. Narrow it down.',
  },
)
