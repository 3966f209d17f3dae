import { PrinterOutlined } from '@ant-design/icons'
import { Button } from './button.tsx'
import { useNow } from './now.tsx'
import { useSay } from './say.tsx'
import { When } from './when.tsx'
import './css/print.css'

/** Puts the page on paper as it stands, with the company's name over it and room for signatures under it. */
export function PrintButton() {
  const say = useSay()
  return (
    <Button kind="text" icon={<PrinterOutlined />} onClick={() => window.print()}>
      {say('ui.print')}
    </Button>
  )
}

/** Over the page on paper: whose it is, who printed it and when. */
export function PrintHead({ company, person }: { company: string; person: string }) {
  const say = useSay()
  const { at } = useNow()
  return (
    <header className="k-print">
      <b>{company}</b>
      <span>
        {say('ui.printed-by', { person })} <When at={at.toISOString()} />
      </span>
    </header>
  )
}

/** Under the page on paper: who wrote it, who checked it, when. */
export function PrintSignatures() {
  const say = useSay()
  return (
    <footer className="k-print k-print-signed">
      {(['by', 'checked', 'day'] as const).map((key) => (
        <span key={key}>{say(`ui.signed-${key}`)}</span>
      ))}
    </footer>
  )
}
