import { Button } from '../../../ui/button.tsx'
import { Leaving } from '../../../ui/leaving.tsx'
import { useSay } from '../../../ui/say.tsx'

/** Trying out, comparing and publishing go on with the same draft. */
const within = (path: string): boolean => /^\/policies\/(write|preview|compare)$/.test(path)

/** Asks before the draft is left behind: it stays on this device unless somebody drops it. */
export function LeaveDraft({ when, unkept, onDrop }: { when: boolean; unkept: boolean; onDrop: () => void }) {
  const say = useSay()
  return (
    <Leaving when={when} within={within} unkept={unkept} title={say('studio.leave')}>
      {({ leave, stay }) => (
        <div className="k-stack">
          <p className="k-t2">{say(unkept ? 'studio.leave-loses' : 'studio.leave-says')}</p>
          <div className="k-row">
            <Button kind="primary" onClick={leave}>
              {say('studio.leave-go')}
            </Button>
            <Button onClick={stay}>{say('studio.leave-stay')}</Button>
            <span className="k-grow" />
            <Button
              kind="text"
              danger
              onClick={() => {
                onDrop()
                leave()
              }}
            >
              {say('studio.leave-drop')}
            </Button>
          </div>
        </div>
      )}
    </Leaving>
  )
}
