import type { Day } from '../../../core/day.ts'
import { Problem } from '../../../core/problem.ts'
import type { Say } from '../../../core/text.ts'
import { type ChangeContext, change } from '../../../platform/action.ts'
import { keepFile } from '../../../platform/kept-files.ts'
import type { Cell } from '../../../platform/sheets/cell.ts'
import { safeFileName } from '../../../platform/sheets/content-disposition.ts'
import { grid } from '../../../platform/sheets/limits.ts'
import { writeXlsx } from '../../../platform/sheets/write.ts'
import { ruleRegister } from '../../policies/policy/register.ts'
import { standingOf } from '../../tasks/policy/standing.ts'
import { rulesIn } from '../../tiering/actions/rules.ts'
import type { BookLine } from '../contract/book.ts'
import * as contract from '../contract/book.ts'
import { customerColumns, taskColumns, yearOf } from '../policy/book.ts'
import { type BookAsked, bookCounts, bookLines } from '../queries/book.ts'
import { type BookTask, bookTasks, lastNumberAfter, moreTasksThan } from '../queries/book-tasks.ts'
import { policyOfBook, today, yearAsked } from './book.ts'

const pageSize = 2_000
const mostRows = grid.rows - 1
const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

type Context = Pick<ChangeContext, 'tx'>

async function* customersOf({ tx }: Context, asked: BookAsked): AsyncGenerator<BookLine> {
  for (let after = ''; ; ) {
    const lines = await bookLines(tx, asked, { after, limit: pageSize })
    yield* lines
    const last = lines.at(-1)
    if (!last) return
    after = last.customerNo
  }
}

async function* tasksOf({ tx }: Context, asked: BookAsked): AsyncGenerator<BookTask> {
  for (let after = ''; ; ) {
    const last = await lastNumberAfter(tx, asked, after, pageSize)
    if (last === undefined) return
    yield* await bookTasks(tx, asked, after, last)
    after = last
  }
}

type Words = {
  say: Say
  tier: (code: string | null) => string | null
  rule: (id: string | null) => string | null
  today: Day
}

function wordsOf(say: Say, document: object, today: Day): Words {
  const tiers = new Map(rulesIn(document).tiers.map(({ code, name }) => [code, name]))
  const rules = new Map(ruleRegister(document).map(({ id, title }) => [id, title]))
  const known = (key: string, code: string): string | undefined => {
    const words = say(`${key}.${code}`)
    return words === code ? undefined : words
  }
  return {
    say,
    tier: (code) => (code === null ? null : (known('tier', code) ?? tiers.get(code) ?? code)),
    rule: (id) => (id === null ? null : (rules.get(id) ?? null)),
    today,
  }
}

type CustomerCells = Record<(typeof customerColumns)[number]['field'], Cell>
type TaskCells = Record<(typeof taskColumns)[number]['field'], Cell>

function customerCells(line: BookLine, { say, tier }: Words): CustomerCells {
  const { customerNo, customerName, ownerName, unitName, maintainedOn, recommendedOn } = line
  const isKept = maintainedOn !== null && recommendedOn !== null
  const named = { customerNo, customerName, tier: tier(line.tier), personName: ownerName, unitName }
  return { ...named, maintainedOn, recommendedOn, kept: say(isKept ? 'book.kept.yes' : 'book.kept.no') }
}

function taskCells(task: BookTask, { say, tier, rule, today }: Words): TaskCells {
  const { state, doneOn, windowTo, kind, title, endedReason, ...rest } = task
  const standing = standingOf({ state: state as Parameters<typeof standingOf>[0]['state'], doneOn, windowTo })
  const isOverdue = standing === 'OPEN' && windowTo < today
  const kindWords = say(`task.kind.${kind}`)
  return {
    ...{ customerNo: rest.customerNo, customerName: rest.customerName, tier: tier(rest.tier) },
    class: rest.class === null ? null : say(`book.class.${rest.class}`),
    action: title ?? (kindWords === kind ? say('task.kind.OTHER') : kindWords),
    ...{ ruleId: rest.ruleId, ruleTitle: rest.ruleId === null ? say('book.by-hand') : rule(rest.ruleId) },
    ...{ dueOn: rest.dueOn, windowFrom: rest.windowFrom, windowTo, plannedOn: rest.plannedOn, toldOn: rest.toldOn, doneOn },
    ...{ personName: rest.personName, unitName: rest.unitName, outcome: rest.outcome, nextStep: rest.nextStep },
    standing: isOverdue ? say('book.overdue') : say(`task.standing.${standing}`),
    reason: state === 'ENDED' && endedReason !== null ? say(`book.ended.${endedReason}`) : endedReason,
  }
}

/** Rows of cells in the order of the columns, counted as they pass. */
async function* rowsOf<T, Field extends string>(
  lines: AsyncIterable<T>,
  columns: readonly { field: Field }[],
  cellsOf: (line: T) => Record<Field, Cell>,
  counted: () => void,
): AsyncGenerator<Cell[]> {
  for await (const line of lines) {
    counted()
    const cells = cellsOf(line)
    yield columns.map(({ field }) => cells[field])
  }
}

const headed = <C extends { field: string }>(columns: readonly C[], say: Say) =>
  columns.map(({ field, ...column }) => ({ header: say(`book.${field}`), ...column }))

/** Before anything is written: a million lines that end in a refusal would be a long wait for nothing. */
async function refuseTooLarge({ tx, now }: Pick<ChangeContext, 'tx' | 'now'>, asked: BookAsked): Promise<void> {
  const { answer } = await bookCounts({ db: tx, now }, asked)
  if (answer.customers > mostRows || (await moreTasksThan(tx, asked, mostRows))) {
    throw new Problem('refused', 'book-too-large', { limit: mostRows })
  }
}

/** MD-03: the plan and the records of a year, as a workbook. */
export const bookTable = change(contract.bookTable, async (context, { year: wanted, unitId }) => {
  const { tx, scope, company, house, locale, now } = context
  const year = yearAsked(wanted, now)
  const { document, care } = await policyOfBook(tx, company, now)
  const asked = { scope, unitId, year: yearOf(year), document: care }
  await refuseTooLarge(context, asked)
  const say = house.say(locale)
  const words = wordsOf(say, document, today(now))
  const made = { customers: 0, tasks: 0 }
  const customerRows = rowsOf(
    customersOf(context, asked),
    customerColumns,
    (line) => customerCells(line, words),
    () => made.customers++,
  )
  const taskRows = rowsOf(
    tasksOf(context, asked),
    taskColumns,
    (task) => taskCells(task, words),
    () => made.tasks++,
  )
  const name = safeFileName(`${say('book.file')}-${year}.xlsx`)
  const kept = await keepFile(context, { name, purpose: 'export', mediaType }, (path) =>
    writeXlsx(path, {
      sheets: [
        { name: say('book.sheet.customers'), columns: headed(customerColumns, say), rows: customerRows },
        { name: say('book.sheet.tasks'), columns: headed(taskColumns, say), rows: taskRows },
      ],
    }),
  )
  return { result: { fileId: kept.id, name, ...made }, events: [contract.bookExported({ year, unitId: unitId ?? null, ...made })] }
})
