import type { JobSeen } from '../../../platform/web/jobs.ts'

/** The screen that shows what came of a job, if there is one. */
export function resultPath(job: Pick<JobSeen, 'id' | 'kind'>): string | undefined {
  if (job.kind === 'importing.import') return `/import/${job.id}`
  if (job.kind === 'undo.run' || job.kind.endsWith('.bulk')) return '/history'
  if (job.kind.startsWith('tiering.')) return '/tiering'
  if (job.kind === 'audit.verify') return `/audit?verified=${job.id}`
  if (job.kind === 'sample.load') return '/customers'
  return undefined
}
