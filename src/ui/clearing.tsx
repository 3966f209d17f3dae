import { CloseCircleFilled } from '@ant-design/icons'
import type { ReactNode } from 'react'

/** What empties a text box, with a name that can be heard: `allowClear={clearing(say('ui.clear'))}`. */
export const clearing = (name: string): { clearIcon: ReactNode } => ({
  clearIcon: (
    <>
      <CloseCircleFilled />
      <span className="k-heard">{name}</span>
    </>
  ),
})
