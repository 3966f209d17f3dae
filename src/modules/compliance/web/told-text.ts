import { defineText } from '../../../core/text.ts'

/** The figures of telling customers before (CARE-15). */
export const toldText = defineText(
  {
    'compliance.told.share': '提前告知率',
    'compliance.told.owed': '应告知',
    'compliance.told.of-which': '其中提前告知 {count}',
    'compliance.told.missed': '没有提前告知',
    'compliance.told.missed-parts': '告知太晚 {late}，未告知 {open}',
    'compliance.told-says': '每项要告知的任务在完成后计一次，日期是最晚该告知的那天。',
  },
  {
    'compliance.told.share': 'Told in time',
    'compliance.told.owed': 'To be told',
    'compliance.told.of-which': '{count} told in time',
    'compliance.told.missed': 'Not told in time',
    'compliance.told.missed-parts': '{late} told too late, {open} not told',
    'compliance.told-says': 'Each task to be announced counts once it is done, on the last day to tell the customer.',
  },
)
