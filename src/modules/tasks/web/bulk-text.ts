import { defineText } from '../../../core/text.ts'

const zh = {
  'tasks.bulk.ASSIGN': '交给',
  'tasks.bulk.POSTPONE': '约时间',
  'tasks.bulk-do.ASSIGN': '交出 {count}',
  'tasks.bulk-do.POSTPONE': '改约 {count}',
  'tasks.bulk-done.ASSIGN': '{count} 项任务已交给 {name}',
  'tasks.bulk-done.POSTPONE': '{count} 项任务已约在 {day}',
  'tasks.bulk-person': '交给谁',
  'tasks.bulk-reason': '理由，晚于应完成的日子时必填',
  'tasks.no-assign-right': '没有派任务的权限',
  'undo.what.tasks.assign': '把 {count} 项任务交给 {name}',
  'undo.what.tasks.postpone': '{count} 项任务改约在 {day}',
  'undo.what.tasks.unplan': '取消 {count} 项任务的约定',
}

/** Words for changing many tasks at once, and for taking that back. */
export const bulkText = defineText<keyof typeof zh>(zh, {
  'tasks.bulk.ASSIGN': 'Give to',
  'tasks.bulk.POSTPONE': 'Appoint',
  'tasks.bulk-do.ASSIGN': 'Give {count}',
  'tasks.bulk-do.POSTPONE': 'Move {count}',
  'tasks.bulk-done.ASSIGN': '{count} tasks given to {name}',
  'tasks.bulk-done.POSTPONE': '{count} tasks appointed for {day}',
  'tasks.bulk-person': 'Give to',
  'tasks.bulk-reason': 'Reason; needed beyond the due window',
  'tasks.no-assign-right': 'You may not hand out tasks',
  'undo.what.tasks.assign': '{count} tasks given to {name}',
  'undo.what.tasks.postpone': '{count} tasks appointed for {day}',
  'undo.what.tasks.unplan': 'Appointments of {count} tasks dropped',
})
