import { provinces } from '../../core/provinces.ts'
import { citiesOf, districtsOf } from '../../core/regions.ts'
import { present, type Random } from './random.ts'

const list = (words: string): string[] => words.split(' ')

export const surnames = list(
  '王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 林 高 罗 郑 梁 谢 宋 唐 许 韩 冯 邓 曹 彭 曾 萧 田 董 潘 袁 蔡 蒋 余 于 杜 叶 程 魏 苏 吕 丁 任 卢 姚 沈 钟 姜 崔 谭 陆 范 汪 廖 石 金 贾 夏 付 方 邹 熊 白 孟 秦 邱 侯 江 尹 薛 闫 段 雷 龙 黎 史 陶 贺 毛 郝 顾 龚 邵 万 覃 武 钱 戴 严 莫 孔 单 解 查 盖 仇 欧阳 上官 司徒 诸葛',
)
const maleNames = list(
  '伟 强 磊 军 勇 杰 涛 超 明 刚 平 辉 鹏 华 飞 斌 波 宇 浩 凯 健 俊 帆 建国 建华 志强 志明 海涛 国栋 文博 子轩 思远 宏伟 立新 家豪 一鸣 景行 承志 云峰 永康 长顺 振宇 德胜 学文 少华 东升 启明',
)
const femaleNames = list(
  '芳 娜 敏 静 丽 艳 娟 霞 秀英 玲 桂英 丹 萍 红 玉兰 雪 慧 莹 洁 琳 晶 倩 蕙 婷 晓燕 雨桐 诗涵 思琪 佳怡 梦瑶 欣然 若溪 安然 书瑶 云舒 清扬 雅琴 春梅 秋月 佩珊 美玲 淑贞',
)

export function personName(random: Random, gender: 'MALE' | 'FEMALE'): string {
  return random.pick(surnames) + random.pick(gender === 'MALE' ? maleNames : femaleNames)
}

const brandFirst = list(
  '恒 瑞 盛 嘉 宏 锦 云 海 晨 远 立 泰 朗 禾 星 润 博 拓 优 源 安 鼎 信 凌 景 悦 澜 沐 栖 朔 青 松 岚 溪 枫 谷 川 屿 霁 昭 臻 翊 砺 棠 蓝 乐 长 行 万',
)
const brandSecond = list(
  '达 丰 泽 禾 源 诚 和 宇 川 峰 昇 华 创 程 联 驰 康 森 朗 彩 瀚 庭 舟 桥 尚 合 邦 捷 格 维 峻 岭 苑 菱 越 辰 途 野 甬 汀 蔚 歌 渡',
)

/** Two characters that together mean nothing in particular, as such companies like. */
export const brand = (random: Random): string => random.pick(brandFirst) + random.pick(brandSecond)

/** A line of business: words for the name, the code of GB/T 4754, whether its buyers are persons, and the size of its orders. */
export type Trade = {
  words: string[]
  industryCode: string
  segment: 'B' | 'C'
  weight: number
  scale: number
  season: 'AUTUMN' | 'SPRING' | 'EVEN'
}

const trade = (words: string, industryCode: string, segment: 'B' | 'C', weight: number, scale: number, season: Trade['season']): Trade => ({
  words: list(words),
  industryCode,
  segment,
  weight,
  scale,
  season,
})

export const trades: Trade[] = [
  trade('精密机械 数控机床 工程机械 通用设备', '34', 'B', 9, 1.2, 'EVEN'),
  trade('电气 电气设备 智能电气', '38', 'B', 6, 1.3, 'EVEN'),
  trade('电子科技 电子 光电', '39', 'B', 6, 1.1, 'EVEN'),
  trade('汽车零部件 汽车配件', '3670', 'B', 5, 1.4, 'EVEN'),
  trade('纺织 针织 印染', '17', 'B', 5, 0.9, 'SPRING'),
  trade('服饰 服装 制衣', '18', 'B', 6, 0.8, 'SPRING'),
  trade('鞋业 皮具', '19', 'B', 3, 0.8, 'SPRING'),
  trade('食品 粮油食品 烘焙食品', '14', 'B', 6, 0.9, 'AUTUMN'),
  trade('包装材料 纸业', '22', 'B', 4, 0.7, 'EVEN'),
  trade('家具 家居用品', '21', 'B', 4, 0.9, 'EVEN'),
  trade('连锁超市 生活超市', '5212', 'B', 9, 1.6, 'AUTUMN'),
  trade('便利店 便利连锁', '5213', 'B', 6, 1.0, 'AUTUMN'),
  trade('医药连锁 大药房', '5251', 'B', 7, 1.3, 'EVEN'),
  trade('百货 购物中心', '5211', 'C', 4, 2.0, 'AUTUMN'),
  trade('图书 文具', '5243', 'C', 3, 0.6, 'SPRING'),
  trade('珠宝 钟表', '5245', 'C', 3, 1.5, 'AUTUMN'),
  trade('商贸 贸易 供应链管理', '51', 'B', 8, 0.9, 'EVEN'),
  trade('冷链物流 仓储 物流', '59', 'B', 6, 1.8, 'AUTUMN'),
  trade('酒店管理 酒店', '6110', 'C', 4, 0.7, 'EVEN'),
  trade('餐饮管理 餐饮', '6210', 'C', 5, 0.6, 'EVEN'),
  trade('信息技术 软件 数据服务', '65', 'B', 4, 0.5, 'EVEN'),
  trade('财富管理 典当', '69', 'C', 2, 0.8, 'EVEN'),
  trade('物业服务 商业管理', '70', 'B', 3, 0.8, 'EVEN'),
  trade('展览服务 广告', '72', 'B', 3, 0.7, 'SPRING'),
  trade('装饰工程 建筑装饰', '50', 'B', 4, 1.1, 'SPRING'),
  trade('生态农业 果蔬种植', '01', 'B', 2, 0.5, 'AUTUMN'),
  trade('教育科技 培训', '83', 'C', 2, 0.4, 'EVEN'),
  trade('口腔医院 医疗', '84', 'C', 2, 0.7, 'EVEN'),
]

export const companyForms = list('有限公司 有限公司 有限公司 有限公司 股份有限公司 集团有限公司 有限责任公司')

/** Cities by how many customers sit there; the rest of the country shares what is left. */
const nearby = list(
  '3302 3302 3302 3301 3301 3301 3205 3205 3205 3202 3204 3206 3304 3306 3307 3303 3310 3305 3101 3101 3101 3101 3201 3203 3210 3401 3402 3501 3502 3505 3702 3701 3601',
)
const farther = list(
  '1101 1201 1301 1401 2101 2102 2201 2301 4101 4201 4301 4401 4403 4419 4406 4501 4601 5001 5101 5201 5301 6101 6201 6401 6501 1501',
)

export type Seat = {
  province: string
  city: string
  district: string
  cityName: string
  provinceName: string
  cityShort: string
  districtName: string
}

/** Where a customer sits: mostly near the maker, some anywhere in the country. */
export function seat(random: Random): Seat {
  return seatIn(random, `${random.pick(random.chance(0.74) ? nearby : farther)}00`)
}

export function seatIn(random: Random, city: string): Seat {
  const found = present(citiesOf(city).find(({ code }) => code === city))
  const district = random.pick(districtsOf(city).length > 0 ? districtsOf(city) : [found])
  const province = present(provinces().find(({ code }) => code.startsWith(city.slice(0, 2))))
  return {
    province: province.code,
    city,
    district: district.code,
    cityName: found.name,
    provinceName: province.name,
    cityShort: found.short,
    districtName: district.name,
  }
}

const roads = list('明州路 创新大道 人民路 科技二路 振兴东街 滨江大道 梧桐路 长兴路 望湖街 学府路 工业六路 银杏路 解放南路 凤起路')

export function addressIn(random: Random, { provinceName, cityName, districtName }: Seat): string {
  const city = cityName === provinceName ? '' : cityName
  return `${provinceName}${city}${districtName === cityName ? '' : districtName}${random.pick(roads)}${random.int(1, 899)}号`
}

export const sources = list('展会 客户介绍 代理商 官网咨询 电话开发 上门拜访 招投标')
export const natures = list('民营 民营 民营 民营 国有 外资 合资')
export const paymentTerms = list('款到发货 预付三成 月结30天 月结45天 月结60天')
export const preferences = list('先看样件，再分批下单 每季集中采购 按门店开业计划下单 比三家后定标 认准原厂配件 年度框架协议，按需要货')
export const pains = list(
  '旺季交期不稳 跨楼层搬运困难 货架承重标识不清 安装影响营业 配件补货慢 门店尺寸不一，需定制 对账周期长 色差 售后响应慢',
)
export const plans = list(
  '明年新开十二家门店 二号库明年三月搬迁 三年内全面换装自助收银 拓展华中市场 引入自动化拣选 总部迁址，展厅重做 下沉县域开店',
)
