import type { Say } from '../../../core/text.ts'
import type { TaskShown } from './task-words.ts'

/** Why a duty is with whoever has it, or with nobody. */
export function assignedWords(
  { assigned: { as, insteadOf, post, people, open }, assigneeName: name }: Pick<TaskShown, 'assigned' | 'assigneeName'>,
  postWord: (post: string) => string,
  say: Say,
): string {
  switch (as) {
    case 'OWNER':
      return name === null ? say('tasks.given-nobody') : say('tasks.given-owner', { name })
    case 'DEPUTY':
      return say('tasks.given-deputy', { owner: insteadOf?.name ?? '', name: name ?? '' })
    case 'HAND':
      return say('tasks.given-hand', { name: name ?? '' })
    case 'POOL': {
      const shared = { post: postWord(post ?? ''), name: name ?? '', people: people ?? 0, open: open ?? 0 }
      if (name === null) return say('tasks.given-pool-nobody', shared)
      return say(people === 1 ? 'tasks.given-pool-only' : 'tasks.given-pool', shared)
    }
  }
}
