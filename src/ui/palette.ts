// The one place where colours, sizes and type are decided. Everything else reads antd tokens or the variables of cssVars().
export type Mode = 'light' | 'dark'
export type TierKey = 'core' | 'potential' | 'general' | 'risk' | 'fresh'

// Accent 靛青 (indigo ink). Why: blue is the hue both red-green colour-blind kinds see;
// red, amber and green stay free for clocks; darker than antd's default, so 12px text passes AA.
export const accent = {
  light: { base: '#3450C2', hover: '#4763D4', active: '#263D9E', soft: '#EEF1FC', line: '#C3CCF2', ink: '#2B44AB' },
  dark: { base: '#4C66DA', hover: '#526CDE', active: '#3F57C4', soft: '#1E2643', line: '#36437A', ink: '#A3B4FA' },
} as const

// Cool neutral ramp. `text` >= 12:1, `text2` >= 5.5:1, `text3` >= 4.5:1 on every surface of its mode.
export const neutral = {
  light: {
    page: '#F6F7F9',
    surface: '#FFFFFF',
    raised: '#FFFFFF',
    sunken: '#F2F4F7',
    hover: '#F4F6FA',
    selected: '#EEF1FC',
    line: '#E6E9EE',
    line2: '#D3D8E0',
    control: '#7E8795',
    mute: '#B4BBC6',
    text3: '#666F7D',
    text2: '#4F5866',
    text: '#171D27',
  },
  dark: {
    page: '#0E1116',
    surface: '#151920',
    raised: '#1C212A',
    sunken: '#11151B',
    hover: '#1B202A',
    selected: '#1E2643',
    line: '#262C36',
    line2: '#363E4A',
    control: '#717B8A',
    mute: '#4A5361',
    text3: '#8F99A8',
    text2: '#AEB7C4',
    text: '#E7EAEF',
  },
} as const

// Status. `ink` is for text and icons, `fill` for bars and dots, `soft` for backgrounds. Never without an icon or a word.
export const status = {
  light: {
    danger: { ink: '#B4232C', fill: '#D4343D', soft: '#FDEFEF', line: '#F3C6C8' },
    warn: { ink: '#8A5200', fill: '#DB8A0B', soft: '#FFF6E5', line: '#F0D9A8' },
    ok: { ink: '#1B6B45', fill: '#2C9163', soft: '#EBF6F0', line: '#BFE0CE' },
    info: { ink: '#2B44AB', fill: '#3450C2', soft: '#EEF1FC', line: '#C3CCF2' },
    idle: { ink: '#4F5866', fill: '#868E9B', soft: '#F2F4F7', line: '#D3D8E0' },
  },
  dark: {
    danger: { ink: '#FF9A9C', fill: '#E5555C', soft: '#34191D', line: '#5C272D' },
    warn: { ink: '#F2BC62', fill: '#DB9526', soft: '#2E2412', line: '#55411B' },
    ok: { ink: '#76CFA2', fill: '#3BA273', soft: '#13291F', line: '#214A37' },
    info: { ink: '#A3B4FA', fill: '#5B76E8', soft: '#1E2643', line: '#36437A' },
    idle: { ink: '#AEB7C4', fill: '#717B8A', soft: '#1F2530', line: '#363E4A' },
  },
} as const

// Tiers. Told apart three times: glyph (see tier.tsx), lightness, hue. `fill` is for charts.
export const tier: Record<Mode, Record<TierKey, { ink: string; fill: string; soft: string; line: string }>> = {
  light: {
    core: { ink: '#25338C', fill: '#2B3A9B', soft: '#E9ECFA', line: '#BFC7EE' },
    potential: { ink: '#0B6380', fill: '#2FA3C7', soft: '#E5F4F9', line: '#B3DCE9' },
    general: { ink: '#4F5866', fill: '#A3ABB8', soft: '#F0F2F5', line: '#D3D8E0' },
    risk: { ink: '#A33A0A', fill: '#C2490F', soft: '#FDEFE7', line: '#F3CBB3' },
    fresh: { ink: '#6A5A00', fill: '#D3B933', soft: '#FBF6DC', line: '#E6DBA0' },
  },
  dark: {
    core: { ink: '#B4C0FF', fill: '#6F83F0', soft: '#222B55', line: '#3B478A' },
    potential: { ink: '#7FD0EA', fill: '#3FB0D4', soft: '#12303B', line: '#1F5365' },
    general: { ink: '#AEB7C4', fill: '#7C8695', soft: '#1F2530', line: '#363E4A' },
    risk: { ink: '#FFA679', fill: '#DB5F22', soft: '#37200F', line: '#643A1C' },
    fresh: { ink: '#E6D26A', fill: '#D9C24A', soft: '#2B2710', line: '#524A1D' },
  },
}

// Latin and figures first, then Chinese. YaHei and Noto CJK (Debian) hold only 400 and 700: use 400 and 600, never 500.
export const font = {
  family:
    '-apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei UI", "Microsoft YaHei", "HarmonyOS Sans SC", "Noto Sans CJK SC", "Noto Sans SC", sans-serif',
  /** The same for Traditional characters, which are drawn otherwise in Taiwan. */
  taiwan:
    '-apple-system, "Segoe UI", "PingFang TC", "Microsoft JhengHei UI", "Microsoft JhengHei", "Noto Sans CJK TC", "Noto Sans TC", sans-serif',
  code: '"SF Mono", "Cascadia Mono", Consolas, "Noto Sans Mono CJK SC", monospace',
  size: { aux: 12, body: 13, lead: 14, title: 16, page: 20, figure: 24 },
  line: { aux: 18, body: 20, lead: 22, title: 24, page: 28, figure: 32 },
} as const
export const radius = { s: 4, m: 6, l: 8, xl: 12 } as const
export const rowHeight = { tight: 32, normal: 38, loose: 46 } as const
export type Density = keyof typeof rowHeight

/** Every colour as a CSS variable: `--text`, `--accent-ink`, `--danger-soft`, `--tier-core-fill`, … */ export function cssVars(
  mode: Mode,
): Record<string, string> {
  const out: Record<string, string> = {}
  for (const [k, v] of Object.entries(neutral[mode])) out[`--${k}`] = v
  for (const [k, v] of Object.entries(accent[mode])) out[`--accent-${k}`] = v
  for (const [name, set] of Object.entries<Record<string, string>>(status[mode]))
    for (const [k, v] of Object.entries(set)) out[`--${name}-${k}`] = v
  for (const [name, set] of Object.entries(tier[mode])) for (const [k, v] of Object.entries(set)) out[`--tier-${name}-${k}`] = v
  out['--shadow'] = mode === 'light' ? '0 1px 2px rgba(20,28,45,.05)' : 'none'
  out['--shadow-pop'] =
    mode === 'light'
      ? '0 8px 28px rgba(20,28,45,.14), 0 0 0 1px rgba(20,28,45,.07)'
      : '0 10px 32px rgba(0,0,0,.6), 0 0 0 1px rgba(255,255,255,.09)'
  return out
}
