import { CheckCircleOutlined, InfoCircleOutlined } from '@ant-design/icons'
import { useMay } from '../../../platform/web/session.ts'
import { Copy } from '../../../ui/copy.tsx'
import { Page, Section } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.tsx'
import { isSecurePage } from '../../../ui/secure-context.ts'

const command = 'npm start -- --host 0.0.0.0 --tls self'

/** What https is for here, whether this page has it, and how the administrator switches it on. */
export function Https() {
  const say = useSay()
  const secure = isSecurePage()
  const installs = useMay()('company.manage')
  return (
    <Page title={say('https.title')} back="/settings">
      <div className="k-me-page">
        <p className="k-row">
          {secure ? <CheckCircleOutlined className="k-ok" /> : <InfoCircleOutlined className="k-warn" />}
          <b>{say(secure ? 'https.on' : 'https.off', { address: location.host })}</b>
        </p>
        <p className="k-t2">{say(secure ? 'https.on-text' : 'https.off-text')}</p>
        {!secure && <Section title={say('https.how')}>{installs ? <HowTo /> : <p className="k-t2">{say('https.ask')}</p>}</Section>}
      </div>
    </Page>
  )
}

function HowTo() {
  const say = useSay()
  return (
    <ol className="k-https-steps">
      <li>
        {say('https.start')}
        <Copy text={command} label={say('https.command')} />
      </li>
      <li>{say('https.install')}</li>
      <li>{say('https.own')}</li>
    </ol>
  )
}
