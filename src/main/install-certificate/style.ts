import { accent, font, neutral } from '../../ui/palette.ts'

const colours = (mode: 'light' | 'dark'): string =>
  `--page:${neutral[mode].page};--surface:${neutral[mode].surface};--sunken:${neutral[mode].sunken};--line:${neutral[mode].line};` +
  `--text:${neutral[mode].text};--text2:${neutral[mode].text2};--accent:${accent[mode].base};--ink:${accent[mode].ink}`

/** The look of the one page that has no application behind it. */
export const installStyle = `:root{${colours('light')}}
@media (prefers-color-scheme:dark){:root{${colours('dark')}}}
*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--text);font:14px/22px ${font.family}}
main{position:relative;max-width:720px;margin:0 auto;padding:48px 20px}
h1{margin:0 0 8px;font-size:20px;line-height:28px}h2{margin:0 0 8px;font-size:14px}p{margin:0 0 16px;color:var(--text2)}
a{color:var(--ink);text-decoration:none}.lang{position:absolute;top:16px;right:20px}.aux{margin:8px 0 16px;font-size:12px;line-height:18px}
.get{display:flex;gap:24px;justify-content:space-between;margin:24px 0;padding:20px;background:var(--surface);border:1px solid var(--line);border-radius:8px}
code{display:block;padding:10px 12px;background:var(--sunken);border-radius:6px;font:12px/20px ${font.code};overflow-wrap:anywhere}
.button{display:inline-block;padding:8px 16px;background:var(--accent);color:#fff;border-radius:6px}
figure{flex:none;margin:0;text-align:center}figure svg{display:block;width:148px;height:148px;border-radius:6px}
figcaption{margin-top:8px;font-size:12px;line-height:18px;color:var(--text2)}
details{background:var(--surface);border:1px solid var(--line);border-radius:8px;margin-bottom:8px}
summary{padding:10px 16px;cursor:pointer}ol{margin:0;padding:0 20px 12px 36px;color:var(--text2)}li{overflow-wrap:anywhere}
details + p{margin-top:24px}
@media (max-width:560px){main{padding-top:56px}figure{display:none}.button{display:block;text-align:center;padding:11px}}`
