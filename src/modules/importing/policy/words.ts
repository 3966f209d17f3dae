import type { Say } from '../../../core/text.ts'
import { simplifiedWords } from './traditional.ts'

/** Words a file may use for each code; the first is Chinese and the second English as we write them ourselves. */
export const wordSets = {
  segment: {
    B: ['企业客户', 'Business', 'B端', 'B类', '企业', '公司', '单位', 'B2B', 'Company', 'Corporate'],
    C: ['个人客户', 'Consumer', 'C端', 'C类', '个人', '消费者', 'B2C', 'Personal', 'Individual'],
  },
  kind: {
    COMPANY: ['企业', 'Company', '公司', '单位', 'Business'],
    PERSON: ['个人', 'Person', 'Individual'],
    AGENT: ['代理商', 'Agent', '代理', '经销商', 'Reseller', 'Dealer'],
  },
  size: {
    LARGE: ['大型', 'Large', '大型企业', '大'],
    MEDIUM: ['中型', 'Medium', '中型企业', '中'],
    SMALL: ['小型', 'Small', '小型企业', '小'],
    MICRO: ['微型', 'Micro', '微型企业', '微'],
  },
  status: {
    ACTIVE: ['正常', 'Active', '启用', '有效', '合作中', '在册'],
    INACTIVE: ['停用', 'Inactive', '失效', '禁用', '终止', '已停用'],
  },
  gender: { MALE: ['男', 'Male', '男性', '先生', 'M', 'Mr'], FEMALE: ['女', 'Female', '女性', '女士', '小姐', 'F', 'Ms', 'Mrs'] },
  chainRole: {
    DECIDES: ['决策者', 'Decides', '决策', '决策人', '拍板人', 'Decision maker'],
    INFLUENCES: ['影响者', 'Influences', '影响', '影响人', 'Influencer'],
    USES: ['使用者', 'Uses', '使用', '使用人', 'User'],
    BUYS: ['采购者', 'Buys', '采购', '采购人', 'Buyer', 'Purchaser'],
    TECHNICAL: ['技术把关', 'Technical', '技术', '技术人员', '技术负责人'],
  },
  attitude: {
    SUPPORTS: ['支持', 'Supports', '支持者', 'Supporter'],
    NEUTRAL: ['中立', 'Neutral', '一般'],
    OPPOSES: ['反对', 'Opposes', '反对者', 'Opponent'],
    UNKNOWN: ['不清楚', 'Unknown', '未知', '不详'],
  },
  calendar: {
    SOLAR: ['公历', 'Solar', '阳历', '新历', '国历', 'Gregorian'],
    LUNAR: ['农历', 'Lunar', '阴历', '旧历'],
    LUNAR_LEAP: ['农历闰月', 'Lunar leap month', '闰月', '闰', 'Leap month'],
  },
  orderStatus: {
    CONFIRMED: ['已确认', 'Confirmed', '确认', '有效', '已完成', '完成', '已成交', 'Completed', 'Active', 'Paid', '已付款'],
    CANCELLED: ['已取消', 'Cancelled', '取消', '作废', '已作废', 'Canceled', 'Void'],
  },
  flag: { YES: ['是', 'Yes', 'Y', 'TRUE', '1', '有', '√', '✓'], NO: ['否', 'No', 'N', 'FALSE', '0', '无', '×'] },
} as const satisfies Record<string, Record<string, readonly string[]>>
export type WordSet = keyof typeof wordSets

const plain = (text: string): string => simplifiedWords(text.normalize('NFKC').toLowerCase().replace(/\s+/g, ''))

const tables = new Map<WordSet, Map<string, string>>(
  (Object.keys(wordSets) as WordSet[]).map((set) => [
    set,
    new Map(Object.entries(wordSets[set]).flatMap(([code, said]) => [code, ...said].map((word): [string, string] => [plain(word), code]))),
  ]),
)

/** The code a text stands for, or undefined. */
export const codeIn = (set: WordSet, text: string): string | undefined => tables.get(set)?.get(plain(text))

/** What may be written, in the reader's language: `大型、中型、小型、微型`. */
export const writtenWords = (set: WordSet, say: Say): string[] => Object.values(wordSets[set]).map(([zh, en]) => say.either(zh, en))
