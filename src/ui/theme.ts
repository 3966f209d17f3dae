import { theme as antd, type ThemeConfig } from 'antd'
import { accent, font, type Mode, neutral, radius, status } from './palette.ts'

type Algorithm = Extract<NonNullable<ThemeConfig['algorithm']>, (...given: never[]) => unknown>

// The dark algorithm repaints seed colours; this puts ours back after it has derived the rest.
const exact =
  (over: Record<string, string>): Algorithm =>
  (seed, map) => ({ ...(map ?? antd.defaultAlgorithm(seed)), ...over })

type Tokens = NonNullable<ThemeConfig['token']>

/** antd's theme in our colours and sizes; `phone` makes everything to tap larger. */
export function keweiTheme(mode: Mode, phone = false): ThemeConfig {
  const seeds = seedsOf(mode)
  return {
    algorithm: [mode === 'dark' ? antd.darkAlgorithm : antd.defaultAlgorithm, exact(seeds)],
    token: { ...seeds, ...colours(mode), ...sizes(phone), ...shadows[mode] },
    components: components(mode, phone),
  }
}

const seedsOf = (mode: Mode) => ({
  colorPrimary: accent[mode].base,
  colorLink: accent[mode].ink,
  colorInfo: accent[mode].base,
  colorError: status[mode].danger.fill,
  colorWarning: status[mode].warn.fill,
  colorSuccess: status[mode].ok.fill,
})

function colours(mode: Mode): Tokens {
  const n = neutral[mode],
    a = accent[mode],
    s = status[mode]
  return {
    colorPrimaryHover: a.hover,
    colorPrimaryActive: a.active,
    colorPrimaryBg: a.soft,
    colorPrimaryBorder: a.line,
    colorLinkHover: a.hover,
    colorErrorText: s.danger.ink,
    colorErrorBg: s.danger.soft,
    colorErrorBorder: s.danger.line,
    colorWarningText: s.warn.ink,
    colorWarningBg: s.warn.soft,
    colorWarningBorder: s.warn.line,
    colorSuccessText: s.ok.ink,
    colorSuccessBg: s.ok.soft,
    colorSuccessBorder: s.ok.line,
    colorText: n.text,
    colorTextSecondary: n.text2,
    colorTextTertiary: n.text3,
    colorTextQuaternary: n.text3,
    colorTextPlaceholder: n.text3,
    colorTextDisabled: n.text3,
    colorTextHeading: n.text,
    colorTextDescription: n.text3,
    colorIcon: n.text3,
    colorIconHover: n.text,
    colorBgLayout: n.page,
    colorBgContainer: n.surface,
    colorBgElevated: n.raised,
    colorFillAlter: n.sunken,
    colorBgContainerDisabled: n.sunken,
    colorBorder: n.line2,
    colorBorderSecondary: n.line,
    colorSplit: n.line,
    controlItemBgHover: n.hover,
    controlItemBgActive: a.soft,
  }
}

const sizes = (phone: boolean): Tokens => ({
  fontFamilyCode: font.code,
  fontSize: phone ? 15 : font.size.body,
  fontSizeSM: phone ? 13 : 12,
  fontSizeLG: phone ? 16 : 14,
  fontSizeHeading1: 24,
  fontSizeHeading2: 20,
  fontSizeHeading3: 16,
  fontSizeHeading4: 14,
  fontSizeHeading5: 13,
  fontWeightStrong: 600,
  borderRadius: radius.m,
  borderRadiusSM: radius.s,
  borderRadiusXS: 3,
  borderRadiusLG: radius.l,
  controlHeight: phone ? 44 : 30,
  controlHeightSM: phone ? 40 : 24,
  controlHeightLG: phone ? 48 : 36,
  sizeUnit: 4,
  sizeStep: 4,
  wireframe: false,
  motionDurationFast: '0.08s',
  motionDurationMid: '0.14s',
  motionDurationSlow: '0.2s',
})

const shadows: Record<Mode, Tokens> = {
  light: {
    boxShadow: '0 4px 16px rgba(20,28,45,.10), 0 0 0 1px rgba(20,28,45,.06)',
    boxShadowSecondary: '0 8px 28px rgba(20,28,45,.14), 0 0 0 1px rgba(20,28,45,.07)',
  },
  dark: {
    boxShadow: '0 8px 24px rgba(0,0,0,.5), 0 0 0 1px rgba(255,255,255,.08)',
    boxShadowSecondary: '0 10px 32px rgba(0,0,0,.6), 0 0 0 1px rgba(255,255,255,.09)',
  },
}

const buttons = (mode: Mode, phone: boolean) => ({
  fontWeight: 400,
  primaryShadow: 'none',
  defaultShadow: 'none',
  dangerShadow: 'none',
  defaultHoverColor: accent[mode].ink,
  defaultHoverBorderColor: accent[mode].ink,
  colorErrorHover: status[mode].danger.fill,
  paddingInline: phone ? 16 : 12,
  contentFontSizeSM: phone ? 14 : 12,
})

function components(mode: Mode, phone: boolean): NonNullable<ThemeConfig['components']> {
  const n = neutral[mode],
    a = accent[mode]
  return {
    Button: buttons(mode, phone),
    Table: {
      headerBg: n.surface,
      headerColor: n.text3,
      headerSplitColor: 'transparent',
      rowHoverBg: n.hover,
      rowSelectedBg: n.selected,
      rowSelectedHoverBg: n.selected,
      borderColor: n.line,
      cellPaddingBlockSM: 8,
      cellPaddingInlineSM: 10,
      cellFontSizeSM: 13,
      headerBorderRadius: 0,
      footerBg: n.sunken,
    },
    Tabs: {
      horizontalItemPadding: '10px 0',
      horizontalItemGutter: 20,
      titleFontSize: 13,
      horizontalMargin: '0',
      inkBarColor: n.text,
      itemSelectedColor: n.text,
      itemColor: n.text2,
      itemHoverColor: n.text,
      itemActiveColor: n.text,
    },
    // Field edges carry meaning, so they keep 3:1 (WCAG 1.4.11); buttons have a label and may be lighter.
    Input: { colorBorder: n.control, activeShadow: `0 0 0 2px ${a.line}` },
    InputNumber: { colorBorder: n.control },
    DatePicker: { colorBorder: n.control },
    Select: { colorBorder: n.control, optionSelectedBg: a.soft, optionSelectedFontWeight: 600 },
    Radio: { colorBorder: n.control },
    Segmented: { trackBg: n.sunken, itemSelectedBg: mode === 'light' ? n.surface : n.line2, itemColor: n.text2, trackPadding: 2 },
    Checkbox: { colorBorder: n.control, controlInteractiveSize: phone ? 22 : 15 },
    Tooltip: { colorBgSpotlight: mode === 'light' ? '#262D39' : '#2A313D' },
    Progress: { defaultColor: a.base, remainingColor: n.line },
    Popover: { titleMinWidth: 0 },
  }
}
