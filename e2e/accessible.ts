import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { BrowserContext, Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type Violation = { id: string; impact: string | null; nodes: { html: string; failureSummary?: string }[] }

/** Has axe ready on every page of a window. */
export const bringAxe = (window: BrowserContext): Promise<unknown> => window.addInitScript({ content: axe })

/** What axe calls serious or critical on a page, as `rule: element (why)`; with `rules` by these alone. */
export async function barriersOn(page: Page, rules?: readonly string[]): Promise<string[]> {
  const violations = await page.evaluate(async (only): Promise<Violation[]> => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<{ violations: Violation[] }> } }
    return (await axe.run({ resultTypes: ['violations'], ...(only ? { runOnly: only } : {}) })).violations
  }, rules)
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map((n) => `${id}: ${n.html.slice(0, 160)} (${(n.failureSummary ?? '').replace(/\s+/g, ' ').slice(0, 200)})`),
    )
}
