import { announcingRule } from '../../tasks/contract/announcing.ts'
import { type Outcome, outcomes } from '../contract.ts'

const toldOutcomes: readonly Outcome[] = ['ON_TIME', 'LATE', 'OPEN_LATE']

/** The ways in which what a rule owes can stand: nobody is released from telling customers (CARE-15). */
export const outcomesOf = (ruleId?: string): readonly Outcome[] => (ruleId === announcingRule ? toldOutcomes : outcomes)

/** The words for how it stands: a customer is told in time, too late or never, where a duty is done in time, late or not at all. */
export const standingWord = (outcome: Outcome, ruleId?: string): string =>
  `${ruleId === announcingRule ? 'compliance.told' : 'compliance.standing'}.${outcome}`

type FigureWord = 'share' | 'owed' | 'of-which' | 'missed' | 'missed-parts' | 'column.doneOn'

/** The words for a figure of a rule, or of all together. */
export const figureWord = (word: FigureWord, ruleId?: string): string =>
  ruleId === announcingRule ? `compliance.told.${word}` : `compliance.${word}`
