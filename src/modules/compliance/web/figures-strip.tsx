import { grouped } from '../../../ui/figures.ts'
import { Link } from '../../../ui/link.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Strip, type StripFact } from '../../../ui/strip.tsx'
import type { Figures } from '../contract.ts'
import { figureWord, outcomesOf } from '../policy/told.ts'
import { Share } from './standing-bar.tsx'

type FiguresStripProps = {
  figures: Figures
  target: number | null
  ahead?: number
  more?: readonly StripFact[]
  recordsTo?: string
  ruleId?: string
}

/** The figures of a rule, or of all together, at the top of a page. */
export function FiguresStrip({ figures: f, target, ahead, more = [], recordsTo, ruleId }: FiguresStripProps) {
  const say = useSay()
  const missed = f.late + f.openLate
  const facts: StripFact[] = [
    {
      key: 'share',
      label: say(figureWord('share', ruleId)),
      value: <Share figures={f} target={target} />,
      ...(target === null ? {} : { note: say('compliance.target', { percent: target }) }),
    },
    {
      key: 'owed',
      label: say(figureWord('owed', ruleId)),
      value: recordsTo && f.owed > 0 ? <Link to={recordsTo}>{grouped(f.owed)}</Link> : grouped(f.owed),
      note: say(figureWord('of-which', ruleId), { count: grouped(f.onTime) }),
    },
    {
      key: 'missed',
      label: say(figureWord('missed', ruleId)),
      value: <span className={missed > 0 ? 'k-danger' : ''}>{grouped(missed)}</span>,
      note: say(figureWord('missed-parts', ruleId), { late: grouped(f.late), open: grouped(f.openLate) }),
    },
    ...(outcomesOf(ruleId).includes('WAIVED')
      ? [{ key: 'excused', label: say('compliance.excused'), value: grouped(f.waived + f.notApplicable) }]
      : []),
    ...(ahead === undefined ? [] : [{ key: 'ahead', label: say('compliance.ahead'), value: grouped(ahead) }]),
  ]
  return <Strip figures label={say('compliance.title')} facts={[...facts, ...more]} />
}
