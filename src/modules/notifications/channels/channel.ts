import type { TaskContext } from '../../../platform/jobs/job.ts'

/**
 * A way to reach a person outside of the screens, by mail or a webhook. It is handed the ids of what was newly told once that is
 * committed, and again when it failed: whom it has reached it keeps track of itself.
 */
export type Channel = {
  /** A task of this name is put in line: `notifications.<name>`. */
  readonly name: string
  deliver(context: TaskContext, noticeIds: readonly number[]): Promise<void>
}

/** The screens read the notices themselves and need no delivery, so this version has no other channel. */
export const channels: readonly Channel[] = []
