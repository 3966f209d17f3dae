import { defineText } from '../../core/text.ts'

export const text = defineText(
  { 'order.status.CONFIRMED': '有效', 'order.status.CANCELLED': '已取消' },
  { 'order.status.CONFIRMED': 'Valid', 'order.status.CANCELLED': 'Cancelled' },
)
