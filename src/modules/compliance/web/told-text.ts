import { defineText } from '../../../core/text.ts'

/** How it was kept that customers are told before (CARE-15): the same standings in words of their own. */
export const toldText = defineText(
  {
    'compliance.told.ON_TIME': '提前告知',
    'compliance.told.LATE': '告知太晚',
    'compliance.told.OPEN_LATE': '未告知',
    'compliance.told-says':
      '每项要告知的任务在完成后计一次，日期是最晚该告知的那天。按期即提前告知，逾期完成即告知太晚，逾期未完即没有告知。',
  },
  {
    'compliance.told.ON_TIME': 'Told in time',
    'compliance.told.LATE': 'Told too late',
    'compliance.told.OPEN_LATE': 'Not told',
    'compliance.told-says':
      'Each task to be announced counts once it is done, on the last day to tell the customer. On time: told in time; done late: told too late; overdue: never told.',
  },
)
