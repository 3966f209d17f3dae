import { useEffect, useState } from 'react'
import { call } from '../../../platform/web/client.ts'
import { asFailure, type Failure } from '../../../platform/web/failure.ts'
import { checkPolicy } from '../../policies/contract.ts'
import { useSettled } from './draft.ts'
import type { Finding } from './writing-state.ts'

type State = { readonly of: string; readonly findings: readonly Finding[]; readonly problem: Failure | undefined }
const pause = 700

/** What the server finds wrong with a text, asked after each pause. Until it answers, the last answer stands and `checked` is false. */
export function useCheck(source: string): { findings: readonly Finding[]; checked: boolean; problem: Failure | undefined } {
  const settled = useSettled(source, pause)
  const [state, setState] = useState<State>({ of: '', findings: [], problem: undefined })
  useEffect(() => {
    if (settled.trim() === '') return
    const stop = new AbortController()
    call(checkPolicy, { source: settled }, { signal: stop.signal })
      .then(({ findings }) => setState((last) => ({ of: settled, findings: sameAs(last.findings, findings), problem: undefined })))
      .catch((thrown: unknown) => {
        if (!stop.signal.aborted) setState((last) => ({ ...last, problem: asFailure(thrown) }))
      })
    return () => stop.abort()
  }, [settled])
  return { findings: state.findings, checked: state.of === source, problem: state.problem }
}

/** The list known before when the new one says the same: what shows it need not be drawn again. */
const sameAs = (known: readonly Finding[], findings: readonly Finding[]): readonly Finding[] =>
  JSON.stringify(known) === JSON.stringify(findings) ? known : findings
