import { CheckOutlined } from '@ant-design/icons'
import './css/parts.css'

export type Step = { readonly key: string; readonly title: string }

/** Where one is in a guided task; earlier steps are buttons when `onGo` is given. */
export function Steps({ steps, current, onGo }: { steps: readonly Step[]; current: string; onGo?: (key: string) => void }) {
  const at = steps.findIndex((s) => s.key === current)
  return (
    <ol className="k-steps">
      {steps.map((s, i) => {
        const face = (
          <>
            <i aria-hidden="true">{i < at ? <CheckOutlined /> : i + 1}</i>
            <span>{s.title}</span>
          </>
        )
        return (
          <li key={s.key} className={i === at ? 'on' : i < at ? 'past' : ''} aria-current={i === at ? 'step' : undefined}>
            {i < at && onGo ? (
              <button type="button" onClick={() => onGo(s.key)}>
                {face}
              </button>
            ) : (
              face
            )}
          </li>
        )
      })}
    </ol>
  )
}
