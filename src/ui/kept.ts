import { useState } from 'react'

/** A small choice of this person on this device (columns, density, a draft). `read` turns the stored JSON into a sound value. */
export function useKept<T>(key: string, read: (stored: unknown) => T): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => read(stored(key)))
  return [
    value,
    (next) => {
      setValue(next)
      keep(key, next)
    },
  ]
}

export function stored(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(`kewei.${key}`) ?? 'null')
  } catch {
    return null
  }
}

/** Storage may be full or forbidden: then the choice lasts as long as the page. */
export function keep(key: string, value: unknown): void {
  try {
    if (value === undefined) localStorage.removeItem(`kewei.${key}`)
    else localStorage.setItem(`kewei.${key}`, JSON.stringify(value))
  } catch {
    // nothing to do: see above
  }
}
