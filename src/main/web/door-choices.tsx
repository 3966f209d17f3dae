import { Segmented } from 'antd'
import { themes } from '../../platform/web/session.ts'
import { useSay } from '../../ui/say.tsx'
import { languages, usePreferences } from './preferences.tsx'

/** Language and appearance before anybody is signed in; kept on this device. */
export function DoorChoices() {
  const say = useSay()
  const { locale, theme, set } = usePreferences()
  const appearances = themes.map((value) => ({ value, label: say(`shell.theme-${value}`) }))
  return (
    <div className="k-door-choices">
      <Segmented size="small" options={languages} value={locale} onChange={(l) => set({ locale: l })} aria-label={say('shell.language')} />
      <Segmented size="small" options={appearances} value={theme} onChange={(t) => set({ theme: t })} aria-label={say('shell.theme')} />
    </div>
  )
}
