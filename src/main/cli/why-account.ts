import { type Locale, type Say, speaker } from '../../core/text.ts'
import { text as tiering } from '../../modules/tiering/text.ts'
import { type Explained, shortMoney, tierWord } from '../../modules/tiering/web/explained.ts'
import { stageSentence } from '../../modules/tiering/web/why-stage.ts'
import { whyText } from '../../modules/tiering/web/why-text.ts'
import {
  amountBands,
  bandWords,
  countBands,
  differenceWords,
  liftWords,
  recencyBands,
  recencyFact,
  spendSentence,
  tagSentence,
  windowOf,
} from '../../modules/tiering/web/why-words.ts'
import { inTaiwan } from '../../platform/taiwan/convert.ts'
import { words } from './text.ts'

/** Why a customer stands where it stands, to be read on a terminal. `isToday`: the account is of today, not of a day asked for. */
export function whyAccount(why: Explained, isToday: boolean, locale: Locale): string {
  const say = speaker([tiering, whyText, words], locale, inTaiwan)
  const parts = [head, scores, table, stage, models, tags, future, clauses]
  return parts.map((part) => part(why, say, isToday).join('\n')).join('\n\n')
}

type Part = (why: Explained, say: Say, isToday: boolean) => string[]

const indented = (lines: readonly (string | undefined)[]): string[] => lines.flatMap((line) => (line ? [`  ${line}`] : []))
const row = (...cells: readonly string[]): string => cells.filter(Boolean).join('   ')

/** Whether the policy's source says it or the agreed table does. */
const originWords = (origin: string, say: Say): string => `${say(origin === 'SOURCE' ? 'why.written' : 'why.agreed')} (${origin})`

const head: Part = (why, say, isToday) => {
  const tier = tierWord(why.tier, why.tiers, say)
  const stored = isToday && why.storedTier !== null && why.storedTier !== why.tier
  return [
    `${why.customerNo}  ${why.customerName}`,
    row(say('why.on-day', { day: why.asOf, tier: `${tier} (${why.tier})` }), originWords(why.resolvedBy, say)),
    ...indented([
      say('why.basis', { title: why.policyTitle, version: why.policyVersion }),
      isToday && why.since !== null && !stored ? say('why.since', { day: why.since, tier }) : undefined,
      stored ? say('why.stored-differs', { tier: tierWord(why.storedTier ?? '', why.tiers, say) }) : undefined,
    ]),
  ]
}

const place = { HIGH: 0, MID: 1, LOW: 2 } as const

const scores: Part = (why, say) => {
  const { r, f, m, total } = why.scores
  const amount = shortMoney(m.value ?? 0, say)
  const lines = [
    { key: 'r', score: r, bands: recencyBands(r, say), fact: recencyFact(why, (day) => day, say) },
    { key: 'f', score: f, bands: countBands(f, say), fact: say('why.f-fact', windowOf(f)) },
    { key: 'm', score: m, bands: amountBands(m, say), fact: say('why.m-fact', { ...windowOf(m), amount }) },
  ].map(({ key, score, bands, fact }) => {
    const steps = bands.map((band, i) => (i === place[score.level] ? `[${band}]` : band)).join(' ')
    const window = score.window ? say('why.window', { after: score.window.after, until: score.window.until }) : ''
    return row(say(`why.${key}`), fact, steps, say('why.points', { count: score.points }), score.rule, window)
  })
  const sums = { total, r: r.points, f: f.points, m: m.points }
  return [
    say(why.dataMissing ? 'why.no-orders' : 'why.sum', sums),
    ...indented([...lines, ...why.notes.map((note) => say(`why.note.${note}`))]),
  ]
}

const table: Part = (why, say) => {
  const { tier, origin, rule, stage: at } = why.models.rfm
  const found = { stage: say(`stage.${at}`), band: bandWords(why.band.sums, say), tier: tierWord(tier, why.tiers, say) }
  return [
    row(say('why.table', found), rule, originWords(origin, say)),
    ...indented([why.drives === 'SPEND_TENURE' ? say('why.spend-drives') : undefined]),
  ]
}

const stage: Part = (why, say) => [
  row(say('why.stage', { stage: say(`stage.${why.stage.stage}`) }), why.stage.tests[0]?.rule ?? ''),
  ...indented(why.stage.tests.map((t) => `${t.decides ? '*' : '-'} ${say(`stage.${t.stage}`)}   ${stageSentence(t, say)}`)),
]

const models: Part = (why, say) => {
  const { rfm, spendTenure } = why.models
  const line = (key: 'RFM_LC' | 'SPEND_TENURE', tier: string, rule: string, measured: string) => {
    const inForce = why.drives === key ? say('why.in-force') : ''
    return row(`${say(`why.model.${key}`)}${tierWord(tier, why.tiers, say)}`, measured, rule, inForce)
  }
  return [
    say('why.models'),
    ...indented([
      line('RFM_LC', rfm.tier, rfm.rule, say('why.model-rfm', { total: why.scores.total, stage: say(`stage.${rfm.stage}`) })),
      line('SPEND_TENURE', spendTenure.tier, spendTenure.rule, spendSentence(why, say)),
    ]),
  ]
}

const tags: Part = (why, say) => [
  say('why.tags', { count: why.tags.length }),
  ...indented(why.tags.map((t) => row(say(`tag.${t.tag}`), tagSentence(t, say), t.rule))),
]

const future: Part = (why, say, isToday) => {
  const { willChange, wouldDrift, wouldLift } = why
  const sameDay = willChange !== null && willChange.on === wouldDrift?.on
  const drift = wouldDrift && {
    kind: say(`why.drift.${wouldDrift.direction}`),
    words: say('why.would-drift', { day: wouldDrift.on, because: differenceWords(wouldDrift.differs, why, say) }),
    tier: wouldDrift.tier,
  }
  const lift = wouldLift && { kind: say('why.lift'), words: liftWords(wouldLift.fen, isToday, say), tier: wouldLift.tier }
  const ending = ({ kind, words: said, tier }: { kind: string; words: string; tier: string }) =>
    `${kind}   ${said}${tierWord(tier, why.tiers, say)}${say('why.stop')}`
  const soon = willChange && { day: willChange.on, because: differenceWords(willChange.differs, why, say) }
  return [
    say('why.future'),
    ...indented([
      drift ? ending(drift) : undefined,
      soon && !sameDay ? `${say('why.soon')}   ${say('why.will-change', soon)}` : undefined,
      lift ? ending(lift) : undefined,
      willChange || wouldDrift || wouldLift ? undefined : say('why.nothing-ahead'),
    ]),
  ]
}

const clauses: Part = (why, say) => [
  say('why.clauses', { count: why.clauses.length }),
  ...indented(why.clauses.flatMap((c) => [row(c.id, c.title, `${c.clause.document} ${c.clause.place}`), `  ${c.text}`])),
]
