import { useState } from 'react'
import { Kbd } from '../../../ui/chip.tsx'
import { keysOn } from '../../../ui/keys.ts'
import '../css/palette.css'

/** `mod+k` as it is written on a keyboard. */
const written = (key: string): string[] =>
  key.startsWith('mod+') ? ['Ctrl', key.slice(4).toUpperCase()] : [key.length === 1 ? key.toUpperCase() : key]

/** The keys that do something on the page behind, and what. */
export function Keys() {
  const [keys] = useState(keysOn)
  return (
    <dl className="k-keys">
      {keys.map(({ key, says }) => (
        <div key={key}>
          <dt>
            {written(key).map((k) => (
              <Kbd key={k}>{k}</Kbd>
            ))}
          </dt>
          <dd>{says}</dd>
        </div>
      ))}
    </dl>
  )
}
