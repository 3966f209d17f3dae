import { type ReactNode, useMemo } from 'react'
import { useScreens } from '../../../platform/web/screens.ts'
import { SayProvider } from '../../../ui/say.tsx'
import { uiText } from '../../../ui/text.ts'
import { previewText } from './preview-text.ts'
import { studioText } from './text.ts'

/** Adds the words of these pages to the house's, only when one of them is shown. */
export function StudioWords({ children }: { children: ReactNode }) {
  const screens = useScreens()
  const texts = useMemo(() => [uiText, ...screens.map((s) => s.texts), studioText, previewText], [screens])
  return <SayProvider texts={texts}>{children}</SayProvider>
}
