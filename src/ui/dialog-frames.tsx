import { Drawer, Modal } from 'antd'
import type { DialogProps } from './dialog.tsx'
import { usePhone } from './media.ts'

export function Window({ open, title, onClose, children, footer = null, width = 560 }: DialogProps) {
  const phone = usePhone()
  return phone ? (
    <Drawer open={open} title={title} onClose={onClose} placement="bottom" size="88%" footer={footer} destroyOnHidden>
      {children}
    </Drawer>
  ) : (
    <Modal open={open} title={title} onCancel={onClose} footer={footer} width={width} destroyOnHidden>
      {children}
    </Modal>
  )
}

export function Panel({ open, title, onClose, children, footer = null, width = 480 }: DialogProps) {
  const phone = usePhone()
  return (
    <Drawer open={open} title={title} onClose={onClose} placement="right" size={phone ? '100%' : width} footer={footer} destroyOnHidden>
      {children}
    </Drawer>
  )
}
