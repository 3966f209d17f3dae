import { Select } from 'antd'
import { useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Rule } from '../../../ui/chip.tsx'
import { useSay } from '../../../ui/say.tsx'
import { TierBadge } from '../../../ui/tier.tsx'
import { tierLook } from '../../../ui/tier-look.ts'
import { isPlain } from '../../policies/policy/paths.ts'
import { codeLabel } from '../../policies/policy/policy-words.ts'
import { BANDS, ORIGINS, STAGES } from '../../tiering/policy/section.ts'
import type { Gaps, RfmMatrix } from '../contract.ts'
import { tierChoices } from './choices.ts'
import { valueIn } from './policy-text.ts'
import { useFocus, useWriting, type Writing } from './writing-state.ts'

type Row = RfmMatrix['rows'][number]
type Cell = Row['cells'][number]
type Spot = { readonly band: Row['band']; readonly stage: Cell['stage'] }

const table = ['tiering', 'table'] as const
const bands: readonly unknown[] = BANDS
const stages: readonly unknown[] = STAGES

/** Where a cell stands in the text's list; -1 when nobody wrote it. */
function indexOf({ text }: Writing, { band, stage }: Spot): number {
  const list = valueIn(text.value, table)
  return Array.isArray(list) ? list.findIndex((c) => isPlain(c) && c.band === band && c.stage === stage) : -1
}

/** Where a new cell belongs: behind those that come before it, band by band. */
function placeFor({ text }: Writing, spot: Spot): number {
  const list = valueIn(text.value, table)
  const rank = (band: unknown, stage: unknown) => bands.indexOf(band) * STAGES.length + stages.indexOf(stage)
  const own = rank(spot.band, spot.stage)
  return (Array.isArray(list) ? list : []).findLastIndex((c) => isPlain(c) && rank(c.band, c.stage) < own) + 1
}

const agreed = ({ band, stage }: Spot, tier: string) => ({ band, stage, tier, origin: 'DEFAULT', rule: 'SEG-15' })

/** Bands by stages: tinted as written, dashed as agreed, hatched where nobody says; a cell chosen is set below. */
export function TierMatrix({ matrix, tiers }: { matrix: RfmMatrix; tiers: Gaps['tiers'] }) {
  const say = useSay()
  const writing = useWriting()
  const { look } = useFocus()
  const [spot, setSpot] = useState<Spot | undefined>(undefined)
  const cells = matrix.rows.flatMap((row) => row.cells.map((cell) => ({ ...cell, band: row.band })))
  const count = (by: Cell['by']) => cells.filter((c) => c.by === by).length
  const chosen = spot && cells.find((c) => c.band === spot.band && c.stage === spot.stage)
  const choose = (to: Spot) => {
    setSpot(to)
    const index = indexOf(writing, to)
    look(index < 0 ? table : [...table, index])
  }
  return (
    <>
      <div className="k-row studio-legend">
        <span className="k-b k-grow">
          {say('studio.matrix', { count: cells.length, source: count('SOURCE'), agreed: count('DEFAULT') })}
          {matrix.holes > 0 && <span className="k-warn">，{say('studio.matrix-holes', { count: matrix.holes })}</span>}
        </span>
        {(['SOURCE', 'DEFAULT', 'HOLE'] as const).map((by) => (
          <span key={by} className="studio-key">
            <i className={by} aria-hidden="true" />
            {say(`studio.by.${by}`)}
          </span>
        ))}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by the keyboard */}
      <div className="studio-scroll" tabIndex={0}>
        <div className="studio-matrix">
          <span />
          {STAGES.map((stage) => (
            <span key={stage} className="head">
              {codeLabel(['stage'], stage, say)}
            </span>
          ))}
          {matrix.rows.map((row) => (
            <MatrixRow key={row.band} row={row} tiers={tiers} chosen={spot} onChoose={choose} />
          ))}
        </div>
      </div>
      {chosen && <CellEditor cell={chosen} tiers={tiers} />}
      {matrix.holes > 0 && <Holes cells={cells} />}
    </>
  )
}

type RowProps = { row: Row; tiers: Gaps['tiers']; chosen: Spot | undefined; onChoose: (spot: Spot) => void }

function MatrixRow({ row, tiers, chosen, onChoose }: RowProps) {
  const say = useSay()
  const band = codeLabel(['band'], row.band, say)
  const sums = row.sums === null ? band : row.sums.length === 0 ? say('studio.no-sum') : say('studio.sums', { sums: row.sums.join('、') })
  return (
    <>
      <span className="head left">
        {sums}
        {row.sums !== null && <small>{band}</small>}
      </span>
      {row.cells.map((cell) => {
        const isChosen = chosen?.band === row.band && chosen.stage === cell.stage
        const name = say('studio.cell', { band, stage: codeLabel(['stage'], cell.stage, say) })
        return (
          <button
            key={cell.stage}
            type="button"
            aria-pressed={isChosen}
            aria-label={`${name} ${cell.tier === null ? '' : codeLabel(['tier'], cell.tier, say)} ${say(`studio.by.${cell.by}`)}`}
            className={`studio-cell ${cell.by}${cell.tier === null ? '' : ` k-tier-${tierLook(cell.tier)}`}`}
            onClick={() => onChoose({ band: row.band, stage: cell.stage })}
          >
            {cell.tier === null ? <span className="k-warn">{say('studio.by.HOLE')}</span> : <TierBadge tier={tierIn(tiers, cell.tier)} />}
          </button>
        )
      })}
    </>
  )
}

/** Shipped tiers go by their short words, a company's own by the names it gave them. */
const shipped = ['CORE', 'POTENTIAL', 'GENERAL', 'CHURN_RISK', 'NEW']
function tierIn(tiers: Gaps['tiers'], code: string) {
  const name = shipped.includes(code) ? undefined : tiers.find((t) => t.code === code)?.name
  return { code, ...(name ? { name } : {}) }
}

function CellEditor({ cell, tiers }: { cell: Cell & Spot; tiers: Gaps['tiers'] }) {
  const say = useSay()
  const writing = useWriting()
  const index = indexOf(writing, cell)
  const name = say('studio.cell', { band: codeLabel(['band'], cell.band, say), stage: codeLabel(['stage'], cell.stage, say) })
  const setTier = (tier: string) =>
    index < 0
      ? writing.insert(table, { index: placeFor(writing, cell), value: agreed(cell, tier) })
      : writing.set([...table, index, 'tier'], tier)
  return (
    <div className="studio-cell-editor">
      <b>{name}</b>
      <Select
        size="small"
        value={cell.tier}
        placeholder={say('studio.cell-tier')}
        aria-label={`${name} ${say('studio.cell-tier')}`}
        popupMatchSelectWidth={false}
        disabled={writing.broken !== undefined}
        options={tierChoices(writing.text.value, cell.tier, say).map(({ value }) => ({
          value,
          label: <TierBadge tier={tierIn(tiers, value)} />,
        }))}
        onChange={setTier}
      />
      {index >= 0 && (
        <Select
          size="small"
          value={cell.by}
          aria-label={`${name} ${say('studio.cell-origin')}`}
          popupMatchSelectWidth={false}
          disabled={writing.broken !== undefined}
          options={ORIGINS.map((origin) => ({ value: origin, label: codeLabel(['origin'], origin, say) }))}
          onChange={(origin) => writing.set([...table, index, 'origin'], origin)}
        />
      )}
      {cell.ruleId && <Rule>{cell.ruleId}</Rule>}
    </div>
  )
}

/** The cells to decide, each with what is usual. */
function Holes({ cells }: { cells: readonly (Cell & Spot)[] }) {
  const say = useSay()
  const writing = useWriting()
  const open = cells.filter((c) => c.by === 'HOLE' && c.proposal !== null)
  const take = (holes: readonly (Cell & Spot)[]) => {
    const items = holes.flatMap((c) => (c.proposal === null ? [] : [{ index: placeFor(writing, c), value: agreed(c, c.proposal) }]))
    // Places shift by one for each cell written before.
    writing.insert(table, ...items.map((item, i) => ({ ...item, index: item.index + i })))
  }
  return (
    <ul className="studio-holes">
      {open.map((c) => (
        <li key={`${c.band} ${c.stage}`}>
          <b>{say('studio.cell', { band: codeLabel(['band'], c.band, say), stage: codeLabel(['stage'], c.stage, say) })}</b>
          <span className="k-grow" />
          <span className="k-aux k-t3">{say('studio.proposal')}</span>
          {c.proposal && <TierBadge tier={{ code: c.proposal }} />}
          <Button small onClick={() => take([c])}>
            {say('studio.take')}
          </Button>
        </li>
      ))}
      {open.length > 1 && (
        <li>
          <Button kind="link" small onClick={() => take(open)}>
            {say('studio.take-proposals')}
          </Button>
        </li>
      )}
    </ul>
  )
}
