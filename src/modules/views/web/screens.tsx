import { joinTexts } from '../../../core/text.ts'
import type { Screens } from '../../../platform/web/screens.ts'
import { text } from '../text.ts'
import { viewsText } from './text.ts'

/** Views stand over lists; a screen of their own they have not. */
export const screens: Screens = { routes: [], menu: [], texts: joinTexts(text, viewsText) }
