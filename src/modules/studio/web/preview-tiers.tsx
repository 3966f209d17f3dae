import { useState } from 'react'
import type { z } from 'zod'
import { grouped } from '../../../ui/figures.ts'
import { Section } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.tsx'
import { TierBadge } from '../../../ui/tier.tsx'
import type { policyPreview } from '../contract.ts'
import { type Moves, movesTable } from './moves-table.ts'
import { LostList, MovedList } from './preview-lists.tsx'

export type PreviewShown = z.input<typeof policyPreview>

type Opened = { readonly from: string | null | undefined; readonly to: string | null | undefined }

/** Who changes tier: from row to column, each figure opens its customers. */
export function PreviewTiers({ preview }: { preview: PreviewShown }) {
  const say = useSay()
  const [opened, setOpened] = useState<Opened | undefined>(undefined)
  const [isLostOpen, setLostOpen] = useState(false)
  const { changed, becomeLost, moves } = preview.tiers
  return (
    <Section title={say('preview.tiers')}>
      <p className="preview-big">
        {changed > 0 ? (
          <button type="button" onClick={() => setOpened({ from: undefined, to: undefined })}>
            {grouped(changed)}
          </button>
        ) : (
          <b>0</b>
        )}
        <span>{say('preview.of-customers', { count: grouped(preview.customers) })}</span>
        {becomeLost > 0 && (
          <button type="button" className="k-chip warn" onClick={() => setLostOpen(true)}>
            {say('preview.become-lost', { count: grouped(becomeLost) })}
          </button>
        )}
      </p>
      {changed > 0 && <Table moves={moves} onOpen={setOpened} />}
      {isLostOpen && <LostList previewId={preview.id} onClose={() => setLostOpen(false)} />}
      {opened && <MovedList previewId={preview.id} {...opened} onClose={() => setOpened(undefined)} />}
    </Section>
  )
}

function Table({ moves, onOpen }: { moves: Moves; onOpen: (opened: Opened) => void }) {
  const say = useSay()
  const { rows, columns, at, fromSum, toSum } = movesTable(moves)
  const badge = (code: string | null) =>
    code === null ? <span className="k-t2">{say('preview.no-tier')}</span> : <TierBadge tier={{ code }} />
  const word = (code: string | null) => (code === null ? say('preview.no-tier') : say(`tier.${code}`))
  const figure = (count: number, opened: Opened, label: string) =>
    count === 0 ? (
      <span className="k-mute">·</span>
    ) : (
      <button type="button" className="preview-figure" aria-label={`${label} ${count}`} onClick={() => onOpen(opened)}>
        {grouped(count)}
      </button>
    )
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by the keyboard
    <div className="studio-scroll" tabIndex={0}>
      <table className="preview-table moves">
        <thead>
          <tr>
            <th scope="col">{say('preview.from-to')}</th>
            {columns.map((code) => (
              <th key={code ?? ''} scope="col" className="right">
                {badge(code)}
              </th>
            ))}
            <th scope="col" className="right">
              {say('preview.sum')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((from) => (
            <tr key={from ?? ''}>
              <th scope="row">{badge(from)}</th>
              {columns.map((to) => (
                <td key={to ?? ''} className="right">
                  {figure(at(from, to), { from, to }, say('preview.list-moves', { from: word(from), to: word(to) }))}
                </td>
              ))}
              <td className="right k-t2">{grouped(fromSum(from))}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{say('preview.sum')}</th>
            {columns.map((to) => (
              <td key={to ?? ''} className="right k-t2">
                {grouped(toSum(to))}
              </td>
            ))}
            <td />
          </tr>
        </tfoot>
      </table>
    </div>
  )
}
