import { Drawer, Modal } from 'antd'
import type { ReactNode } from 'react'
import { usePhone } from './media.ts'

type DialogProps = { open: boolean; title: ReactNode; onClose: () => void; children: ReactNode; footer?: ReactNode; width?: number }

/** A window over the page for a short task; on a phone a sheet from below. Esc closes. */
export function Dialog({ open, title, onClose, children, footer = null, width = 560 }: DialogProps) {
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

/** A panel from the right beside what it is about; the whole width on a phone. */
export function SidePanel({ open, title, onClose, children, footer = null, width = 480 }: DialogProps) {
  const phone = usePhone()
  return (
    <Drawer open={open} title={title} onClose={onClose} placement="right" size={phone ? '100%' : width} footer={footer} destroyOnHidden>
      {children}
    </Drawer>
  )
}
