import { type Locale, type Say, speaker } from '../../core/text.ts'
import type { House } from '../../platform/house.ts'
import { inTaiwan } from '../../platform/taiwan/convert.ts'
import { platformTexts } from '../../platform/text.ts'
import { words } from './text.ts'

/** All words there are: of the kit, of every room, and of the command line itself. */
export const sayAll = (house: House, locale: Locale): Say =>
  speaker([platformTexts, ...house.modules.map((m) => m.texts), words], locale, inTaiwan)
