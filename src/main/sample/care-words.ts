/** What people of the sample write down about contacts and tasks. */
export const outcomes = [
  '设备使用正常，暂无新的需求。',
  '门店计划年后扩仓，届时再谈货架方案。',
  '对交付速度满意，希望备件送得再快一些。',
  '采购负责人换人，已核对新的联系方式。',
  '看了新款样册，对加宽型有兴趣，等报价。',
  '反映两处层板变形，已转售后安排更换。',
  '明年预算还没有定，一月再联系。',
  '上批货已全部上架，验收没有问题。',
  '想了解冷链货架，约好下月看样。',
  '对账已核清，发票本周补齐。',
] as const

/** Of what is no talk about goods. */
export const outcomesOf: Readonly<Record<string, readonly string[]>> = {
  GIFT: ['感谢信和纪念品已寄出，客户签收。', '礼品当面送到，客户很高兴。', '祝贺礼随花篮一并送达。'],
  GREETING: ['已致电问候，客户回谢。', '发了手写贺卡。', '微信问候，客户回复感谢。'],
  STRATEGY_REVIEW: [
    '维持现有拜访频率，下季再看。',
    '增加一次上门，争取明年框架协议。',
    '采购放缓，先摸清原因再定方案。',
    '已与部门经理商定跟进重点。',
  ],
  VERIFY: ['联系人和开票信息已核对，无变化。', '更新了两位联系人的电话。', '地址有变，已改。'],
}

export const nextSteps = ['两周后回电', '下月带样品上门', '寄报价单', null, null, null, null] as const

export const incoming = [
  '来电询问补货交期，已答复十个工作日。',
  '来电要新版样册，已发邮件。',
  '询问旧货架能否加层，已转售后技术部。',
  '催问安装时间，已与生产部确认排期。',
  '询问年底促销政策，已说明。',
] as const

export const outgoing = [
  '电话问候，约下周见面。',
  '微信发了新品资料。',
  '确认收货情况，一切顺利。',
  '电话了解门店开业进度。',
  '发邮件说明节假日发货安排。',
] as const

export const operations = [
  '卖场在营业，货架满载',
  '仓库正在盘点',
  '新店装修中，货架待安装',
  '产线正常，通道略窄',
  '收银区刚换过设备',
] as const
export const feedbacks = [
  '承重和外观都满意',
  '希望配件常备一套',
  '层板边角需要再打磨',
  '安装师傅态度好，速度快',
  '希望有人定期来看看',
] as const
export const answers = ['已记录，下次带配件', '安排售后来看', '说明了保养周期', '答应尽快给方案', '当场调整好了'] as const

export const postponing = ['客户盘点，改约', '负责人出差', '门店装修期间不便上门', '客户要求年后再谈'] as const
export const asking = [
  '客户停业装修，暂不接待',
  '客户集团统一采购，由总部联系',
  '刚上门处理过售后，客户请缓一次',
  '负责人休长假，无人对接',
] as const
export const refusing = ['客户并未停业，请按期联系', '可改为线上，不必免'] as const

/** What is given or left behind as proof, by kind of evidence. */
export const notes: Readonly<Record<string, string>> = {
  PRODUCT_LIST: '加宽型货架、折叠笼车、移动仓储架',
  GIFT_RECORD: '年度专访纪念礼品一份，已签收',
  VISIT_FORM: '产品、服务、意见均已询问，客户满意',
}
