import zhTW from 'antd/es/locale/zh_TW.js'
import { byTable } from '../../core/traditional.ts'
import { antdLocale } from '../../ui/theme-provider.tsx'
import type { Taiwan } from './taiwan.ts'
import { table } from './traditional-table.ts'

export const taiwan: Taiwan = { write: byTable(table), antdWords: antdLocale(zhTW) }
