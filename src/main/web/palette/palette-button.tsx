import { SearchOutlined } from '@ant-design/icons'
import { Kbd } from '../../../ui/chip.tsx'
import { useSay } from '../../../ui/say.tsx'
import { setOpen } from './open-palette.ts'

/** Looks like the line one types into, and opens it. */
export function PaletteButton() {
  const say = useSay()
  return (
    <button
      type="button"
      className="k-find"
      aria-label={`${say('shell.search')} Ctrl K`}
      title={say('palette.title')}
      onClick={() => setOpen('palette')}
    >
      <SearchOutlined />
      <span className="k-nav-word k-grow">{say('shell.search')}</span> <Kbd>Ctrl K</Kbd>
    </button>
  )
}
