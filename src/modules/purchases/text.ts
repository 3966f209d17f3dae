import { defineText } from '../../core/text.ts'

export const text = defineText(
  {
    'order.status.CONFIRMED': '有效',
    'order.status.CANCELLED': '已取消',
    'event.orders.exported': '导出订单',
    'export.orders': '订单',
    'export.orders.customer_no': '客户编号',
    'export.orders.customer_name': '客户名称',
    'export.orders.order_no': '订单编号',
    'export.orders.ordered_at': '下单时间',
    'export.orders.net_amount': '净额',
    'export.orders.status': '订单状态',
    'export.orders.remark': '备注',
    'export.word.orderStatus.CONFIRMED': '已确认',
    'export.word.orderStatus.CANCELLED': '已取消',
  },
  {
    'order.status.CONFIRMED': 'Valid',
    'order.status.CANCELLED': 'Cancelled',
    'event.orders.exported': 'Exported orders',
    'export.orders': 'Orders',
    'export.orders.customer_no': 'Customer number',
    'export.orders.customer_name': 'Customer name',
    'export.orders.order_no': 'Order number',
    'export.orders.ordered_at': 'Ordered at',
    'export.orders.net_amount': 'Net amount',
    'export.orders.status': 'Order status',
    'export.orders.remark': 'Remark',
    'export.word.orderStatus.CONFIRMED': 'Confirmed',
    'export.word.orderStatus.CANCELLED': 'Cancelled',
  },
)
