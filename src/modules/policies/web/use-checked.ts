import { useState } from 'react'
import type { z } from 'zod'
import { call } from '../../../platform/web/client.ts'
import { asFailure, type Failure } from '../../../platform/web/failure.ts'
import type { checkPolicy } from '../contract.ts'

type Result = z.input<(typeof checkPolicy)['output']>
type State = { of: string; result: Result | undefined; problem: Failure | undefined; busy: boolean }

/** The check's answer for exactly this text; any change of the text takes it back. */
export function useChecked(endpoint: typeof checkPolicy, source: string) {
  const [state, setState] = useState<State>({ of: '', result: undefined, problem: undefined, busy: false })
  const check = async () => {
    setState({ of: source, result: undefined, problem: undefined, busy: true })
    try {
      setState({ of: source, result: await call(endpoint, { source }), problem: undefined, busy: false })
    } catch (thrown) {
      setState({ of: source, result: undefined, problem: asFailure(thrown), busy: false })
    }
  }
  const current = state.of === source && source !== ''
  return { result: current ? state.result : undefined, problem: state.problem, busy: state.busy, check: () => void check() }
}
