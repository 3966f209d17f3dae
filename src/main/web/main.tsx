import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode, Suspense, use, useMemo } from 'react'
import { createRoot } from 'react-dom/client'
import { browserClock } from '../../platform/web/clock.ts'
import { makeQueryClient } from '../../platform/web/reads.ts'
import { type Screens, ScreensProvider } from '../../platform/web/screens.ts'
import { useSession } from '../../platform/web/session.ts'
import { NowProvider } from '../../ui/now.tsx'
import { SayProvider } from '../../ui/say.tsx'
import { uiText } from '../../ui/text.ts'
import { ThemeProvider } from '../../ui/theme-provider.tsx'
import { keepWorker } from './offline/new-build.ts'
import { PreferencesProvider, usePreferences } from './preferences.tsx'
import { rooms } from './rooms.ts'
import { makeRouter } from './router.tsx'
import { wordsOfTaiwan } from './taiwan.ts'
import { shellText } from './text.ts'
import { moreWords } from './words.ts'

const kitShown = import.meta.env.DEV || import.meta.env.MODE === 'kit'
const shown: readonly Screens[] = kitShown ? [...rooms, (await import('./kit/screens.tsx')).kitScreens] : rooms
const texts = [uiText, shellText, ...shown.map((r) => r.texts)]
const router = makeRouter(shown)
const queries = makeQueryClient()

function App() {
  const { locale, theme } = usePreferences()
  const more = use(moreWords(locale))
  const all = useMemo(() => [...texts, ...more], [more])
  const taiwan = locale === 'zh-TW' ? use(wordsOfTaiwan()) : undefined
  const zone = useSession().data?.company?.timeZone ?? 'Asia/Shanghai'
  return (
    <SayProvider texts={all} locale={locale} traditional={taiwan?.write}>
      <ThemeProvider choice={theme} locale={locale} antdWords={taiwan?.antdWords}>
        <NowProvider clock={browserClock} zone={zone}>
          <ScreensProvider value={shown}>
            <RouterProvider router={router} />
          </ScreensProvider>
        </NowProvider>
      </ThemeProvider>
    </SayProvider>
  )
}

const place = document.getElementById('root')
void keepWorker()
if (place) {
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <PreferencesProvider>
          <Suspense fallback={null}>
            <App />
          </Suspense>
        </PreferencesProvider>
      </QueryClientProvider>
    </StrictMode>,
  )
}
