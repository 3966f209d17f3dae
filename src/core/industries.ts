import data from './data/industries.json' with { type: 'json' }
import { type Industry, sectionOf, sections } from './industry-sections.ts'

/** Which edition of the standard is held; kept with every record, so that a later edition can be told apart. */
export const industryEdition: string = data.edition

/** The industry of a code (`C`, `34`, `342`, `3421`), or null. */
export const industry = (code: string): Industry | null => tables().byCode.get(code) ?? null

/** The industries one level below: divisions of a section, groups of a division, classes of a group. */
export function industriesBelow(code: string): readonly Industry[] {
  return tables().below.get(code) ?? []
}

/** The code one level up, or null for a section. */
export function industryAbove(code: string): string | null {
  return /^[A-T]$/.test(code) ? null : code.length === 2 ? sectionOf(code) : code.slice(0, -1)
}

/** DQ-02: a code that is fine enough to be stored, at least a division. */
export const isIndustryCode = (code: string): boolean => /^\d{2,4}$/.test(code) && tables().byCode.has(code)

/** A guess at a cell. `isExact` is false when a word in it decided: then a person should look. */
export type IndustryGuess = { industry: Industry; isExact: boolean }

/** What a cell of a list means: `C34`, `3421`, `C34 通用设备制造`, `制造业`, `通用设备制造业`, `机械厂`. Null when it says nothing known. */
export function industryIn(cell: string): IndustryGuess | null {
  const bare = cell.normalize('NFKC').replace(/\s+/g, '').slice(0, 60)
  const coded = /^([A-Ta-t])?-?(\d{2,4})?(?!\d)/.exec(bare)
  const byCode = industry(coded?.[2] ?? '') ?? industry(coded?.[1]?.toUpperCase() ?? '')
  const isAgreed = byCode !== null && (coded?.[1] === undefined || sectionOf(byCode.code) === coded[1].toUpperCase())
  if (byCode && isAgreed && /^[A-Ta-t]?-?\d*[^A-Za-z]*$/.test(bare)) return { industry: byCode, isExact: true }
  const named = tables().byName.get(nameForm(bare))
  if (named) return { industry: named, isExact: true }
  const word = words.find(([part]) => bare.includes(part))
  const guessed = word ? industry(word[1]) : null
  return guessed ? { industry: guessed, isExact: false } : null
}

/** Names compare without their customary endings and signs: 通用设备制造业 = 通用设备制造, 批发、零售业 = 批发零售. */
const nameForm = (name: string): string => name.replace(/[、,，()（）和与及/]/g, '').replace(/(行业|产业|企业|业)$/, '')

/** Everyday words for industries, the more particular first; written by us, not part of the standard. */
const words: readonly (readonly [string, string])[] = (
  '机床:342 模具:352 轴承:345 阀门:344 水泵:344 电梯:343 仪器:40 仪表:40 汽车零部件:367 汽配:367 汽车销售:526 4S店:526 整车:361 汽车:36 新能源:38 光伏:382 锂电:384 ' +
  '电气:38 电器:38 半导体:397 芯片:397 电子:39 五金:33 金属:33 钢材:516 机械:34 设备:35 家具:21 家居:21 包装:22 纸:22 印刷:23 玩具:24 体育用品:24 化工:26 涂料:26 ' +
  '药店:525 大药房:525 医药连锁:525 制药:27 医药:27 化纤:28 橡胶:29 塑料:29 玻璃:30 陶瓷:30 建材:30 水泥:30 鞋:19 皮革:19 服装:18 服饰:18 纺织:17 酿酒:15 饮料:15 茶:15 ' +
  '食品:14 粮油:13 连锁超市:521 超市:521 便利店:521 百货:521 商场:521 书店:524 图书:524 电商:529 零售:52 批发:51 贸易:51 商贸:51 经销:51 冷链:59 仓储:59 物流:54 货运:54 快递:60 ' +
  '酒店:61 宾馆:61 餐饮:62 餐厅:62 咖啡:62 软件:65 信息技术:65 互联网:64 通信:63 银行:66 证券:67 保险:68 地产:70 物业:70 租赁:71 广告:72 咨询:72 人力资源:72 会展:72 旅行社:72 ' +
  '设计:74 检测:74 研究:73 环保:77 园林:78 健身:89 美容:80 维修:81 学校:83 教育:83 培训:83 医院:84 诊所:84 养老:85 出版:86 影视:87 文化:88 装修:50 装饰:50 安装:49 建筑:47 ' +
  '电力:44 燃气:45 自来水:46 煤:06 矿:B 农业:01 种植:01 养殖:03 水产:04 林业:02 科技:75 制造:C 生产:C 工厂:C 厂:C 服务:L'
)
  .split(' ')
  .map((pair) => [pair.slice(0, pair.indexOf(':')), pair.slice(pair.indexOf(':') + 1)])

type Tables = {
  byCode: Map<string, Industry>
  byName: Map<string, Industry>
  below: Map<string, Industry[]>
}

let built: Tables | undefined

function tables(): Tables {
  built ??= build()
  return built
}

function build(): Tables {
  const all = [...sections(), ...data.classes.flatMap(listed)]
  const byName = new Map<string, Industry>()
  for (const one of all) if (!byName.has(nameForm(one.name))) byName.set(nameForm(one.name), one)
  const below = Map.groupBy(all.slice(sections().length), ({ code }) => (code.length === 2 ? (sectionOf(code) ?? '') : code.slice(0, -1)))
  return { byCode: new Map(all.map((one) => [one.code, one])), byName, below }
}

/** A line of the data: `01农业 1谷物种植 11稻谷种植 …`, where all but the first leave out the division. Broad levels come first. */
function listed(line: string): Industry[] {
  const division = line.slice(0, 2)
  const found = line.split(' ').map((written, i): Industry => {
    const [, digits = '', name = ''] = /^(\d+)(.*)$/.exec(written) ?? []
    const code = i === 0 ? digits : division + digits
    return { code, name, level: code.length === 2 ? 'DIVISION' : code.length === 3 ? 'GROUP' : 'CLASS' }
  })
  return found.toSorted((a, b) => a.code.length - b.code.length)
}
