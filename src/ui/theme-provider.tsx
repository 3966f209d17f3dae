import { ConfigProvider, type ThemeConfig } from 'antd'
import enUS from 'antd/es/locale/en_US.js'
import zhCN from 'antd/es/locale/zh_CN.js'
import { createContext, type ReactNode, use, useLayoutEffect, useMemo } from 'react'
import type { Locale } from '../core/text.ts'
import { usePhone, usePrefersDark, usePrefersStill } from './media.ts'
import { markStyles, pageNonce } from './nonce.ts'
import { cssVars, font, type Mode } from './palette.ts'
import { usePrinting } from './printing.ts'
import { keweiTheme } from './theme.ts'
import './css/base.css'

export type ThemeChoice = 'light' | 'dark' | 'system'
/** antd's own words in one language. */
export type AntdLocale = NonNullable<Parameters<typeof ConfigProvider>[0]['locale']>

/** antd's locale files are read as CommonJS by the compiler and as modules by the bundler: `default` may or may not be unwrapped. */
export function antdLocale(file: object): AntdLocale {
  return ('locale' in file ? file : 'default' in file ? file.default : file) as AntdLocale
}

const Shown = createContext<Mode>('light')
export const useMode = (): Mode => use(Shown)

function styleNonce(): { nonce: string } {
  const nonce = pageNonce()
  markStyles(nonce)
  return { nonce }
}

const withTokens = (theme: ThemeConfig, tokens: NonNullable<ThemeConfig['token']>): ThemeConfig => ({
  ...theme,
  token: { ...theme.token, ...tokens },
})

type ThemeProviderProps = { choice: ThemeChoice; locale: Locale; antdWords?: AntdLocale | undefined; children: ReactNode }

/** Colours, sizes, antd's own words (`antdWords`, else those of the two common languages) and the strict-CSP nonce for everything inside. */
export function ThemeProvider({ choice, locale, antdWords, children }: ThemeProviderProps) {
  const dark = usePrefersDark()
  const phone = usePhone()
  const printing = usePrinting()
  const chosen: Mode = choice === 'system' ? (dark ? 'dark' : 'light') : choice
  const mode = printing ? 'light' : chosen
  const still = usePrefersStill()
  const fontFamily = locale === 'zh-TW' ? font.taiwan : font.family
  const theme = useMemo(() => withTokens(keweiTheme(mode, phone), { motion: !still, fontFamily }), [mode, phone, still, fontFamily])
  const csp = useMemo(styleNonce, [])
  useLayoutEffect(() => {
    const root = document.documentElement
    for (const [name, value] of Object.entries(cssVars(mode))) root.style.setProperty(name, value)
    root.dataset.mode = mode
    root.lang = locale
  }, [mode, locale])
  return (
    <Shown value={mode}>
      <ConfigProvider
        theme={theme}
        locale={antdWords ?? antdLocale(locale === 'en' ? enUS : zhCN)}
        csp={csp}
        button={{ autoInsertSpace: false }}
        wave={{ disabled: true }}
      >
        <div className="k-app">{children}</div>
      </ConfigProvider>
    </Shown>
  )
}
