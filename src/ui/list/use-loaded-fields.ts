import { useEffect, useState } from 'react'
import type { FilterField, FilterOption } from './filter-field.ts'

type Loaded = Readonly<Record<string, readonly FilterOption[]>>

/** The fields with the options of those in use; what fails to load is asked again when the field is used next. */
export function useLoadedFields(fields: readonly FilterField[], used: (field: FilterField) => boolean): readonly FilterField[] {
  const [loaded, setLoaded] = useState<Loaded>({})
  const wanted = fields.filter((f) => f.load && !loaded[f.key] && used(f))
  const keys = wanted.map((f) => f.key).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: loaded once for each field that comes into use
  useEffect(() => {
    let isOpen = true
    for (const { key, load } of wanted)
      load?.().then(
        (options) => isOpen && setLoaded((before) => ({ ...before, [key]: options })),
        () => undefined,
      )
    return () => {
      isOpen = false
    }
  }, [keys])
  return fields.map((f) => {
    const options = loaded[f.key]
    return options ? { ...f, options } : f
  })
}
