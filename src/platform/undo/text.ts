import { defineText } from '../../core/text.ts'

export const text = defineText(
  {
    'problem.undo-while-running': '还在进行，请等它结束或先取消。',
    'problem.undo-asked-already': '已经撤销过，或正在撤销。若撤销中断，可在任务里重试。',
    'problem.undo-too-late': '超过 {days} 天的操作不能再整体撤销。',
    'problem.nothing-to-undo': '这次操作没有改动任何内容，不需要撤销。',
    'problem.job-taken-back': '这次操作已经撤销，不能再继续。',
    'event.undo.done': '撤销',
  },
  {
    'problem.undo-while-running': 'It is still running. Wait for it to end, or cancel it.',
    'problem.undo-asked-already': 'It was taken back already, or is being taken back. If that stopped, retry its job.',
    'problem.undo-too-late': 'What was done more than {days} days ago cannot be taken back as a whole.',
    'problem.nothing-to-undo': 'It changed nothing, so there is nothing to take back.',
    'problem.job-taken-back': 'This was taken back and cannot go on.',
    'event.undo.done': 'Taken back',
  },
)
