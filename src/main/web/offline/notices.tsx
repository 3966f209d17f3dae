import { SyncOutlined } from '@ant-design/icons'
import { Link } from '../../../ui/link.tsx'
import { useSay } from '../../../ui/say.tsx'
import { isSecurePage } from '../../../ui/secure-context.ts'
import { takeNewBuild, useNewBuild } from './new-build.ts'

/** In the shell once a newer build is there; nothing happens until it is pressed. */
export function NewBuild() {
  const say = useSay()
  if (!useNewBuild()) return null
  return (
    <button type="button" className="k-running k-new-build" onClick={takeNewBuild} title={say('shell.new-build-text')}>
      <SyncOutlined />
      <span className="k-nav-word k-cut k-grow">{say('shell.new-build')}</span>
      <small className="k-nav-word">{say('shell.reload')}</small>
    </button>
  )
}

/** Over plain http on another machine: what does not work, and the way to how it would. */
export function PlainHttp() {
  const say = useSay()
  if (isSecurePage()) return null
  return (
    <Link to="/settings/https" className="k-aux">
      {say('shell.plain-http')}
    </Link>
  )
}
