import type { ImportKind } from '../contract.ts'
import type { WordSet } from './words.ts'

/** How a cell is read. Texts are bounded in characters; amounts are read into fen. */
export type FieldType =
  | { is: 'text' | 'phone'; max: number }
  | { is: 'integer'; min: number; max: number }
  | { is: 'words'; words: WordSet }
  | {
      is:
        | 'day'
        | 'instant'
        | 'money'
        | 'amount'
        | 'flag'
        | 'creditCode'
        | 'industry'
        | 'province'
        | 'city'
        | 'email'
        | 'birthday'
        | 'owner'
        | 'unit'
        | 'agent'
    }

/** `name` is what MAP.yaml calls it, `column` where it is stored; the first Chinese and English words head the template's columns. */
export type Field = { name: string; column: string; type: FieldType; zh: readonly string[]; en: readonly string[]; required: boolean }

const text = (max: number): FieldType => ({ is: 'text', max })
const phone = (max: number): FieldType => ({ is: 'phone', max })
const words = (set: WordSet): FieldType => ({ is: 'words', words: set })

type Written = readonly [name: string, type: FieldType, zh: string, en: string, column?: string]

const fields = (written: readonly Written[], required: readonly string[] = []): Field[] =>
  written.map(([name, type, zh, en, column]) => ({
    name,
    column: column ?? name,
    type,
    zh: zh.split(' '),
    en: en.split('|'),
    required: required.includes(name),
  }))

/** What people call a customer, wherever a file names one. */
const customerNames =
  '客户名称 客户全称 公司名称 公司全称 企业名称 企业全称 单位名称 单位全称 客户名 公司名 企业名 单位名 往来单位 客户单位 购货单位 客户 公司 企业 单位'

const customerOwn: readonly Written[] = [
  ['name', text(200), `${customerNames} 名称 客户姓名 全称`, 'Customer name|Company name|Company|Account name|Name|Full name'],
  ['short_name', text(100), '客户简称 简称 公司简称 企业简称 单位简称 客户别名', 'Short name|Abbreviation'],
  [
    'credit_code',
    { is: 'creditCode' },
    '统一社会信用代码 信用代码 社会信用代码 税号 纳税人识别号 统一信用代码 社会统一信用代码 统一社会信用代码证号 公司税号 企业税号 纳税识别号 纳税人税号 税务登记号 营业执照号 营业执照号码 营业执照编号',
    'Credit code|Unified social credit code|USCC|Tax number|Tax ID',
  ],
  ['credit_code_note', text(200), '信用代码说明', 'Credit code note'],
  ['segment', words('segment'), '客户类型 客户类型(B/C) 类型', 'Segment|Customer type'],
  ['kind', words('kind'), '客户性质 客户种类 主体类型', 'Kind|Entity type'],
  ['agent', { is: 'agent' }, '所属代理商 代理商 上级代理', 'Agent|Reseller', 'agent_id'],
  [
    'industry',
    { is: 'industry' },
    '行业 所属行业 行业代码 行业(GB/T4754) 所在行业 行业类别 行业分类 行业名称 行业类型',
    'Industry|Industry code',
    'industry_code',
  ],
  ['size_class', words('size'), '规模 企业规模 公司规模 单位规模 规模类型 企业规模类型', 'Size|Company size'],
  ['ownership', text(60), '企业性质 公司性质 经济性质 单位性质 企业类型 公司类型 所有制', 'Ownership'],
  [
    'employees',
    { is: 'integer', min: 0, max: 10_000_000 },
    '员工人数 人数 员工数 职工人数 职工数 员工规模 人员规模 公司人数 企业人数',
    'Employees|Staff|Headcount',
  ],
  ['registered_capital', { is: 'money' }, '注册资本 注册资金 注册资本金', 'Registered capital'],
  ['founded_on', { is: 'day' }, '成立日期 成立时间 注册日期 注册时间 创立日期 创立时间 设立日期', 'Founded on|Founded|Established'],
  ['legal_representative', text(60), '法定代表人 法人 法人代表 法人姓名 法定代表人姓名 企业法人', 'Legal representative'],
  [
    'province',
    { is: 'province' },
    '省 省份 所在省 所在省份 所属省份 所属省 省份名称 省(直辖市) 省/直辖市 省自治区',
    'Province|State',
    'province_code',
  ],
  ['city', { is: 'city' }, '市 城市 所在市 所在城市 地市 地级市 所属城市 所属市 城市名称', 'City', 'city_code'],
  ['district', text(60), '区县 区 县 区/县 所在区县 所属区县 区县名称', 'District|County'],
  [
    'address',
    text(300),
    '详细地址 地址 公司地址 通讯地址 联系地址 注册地址 办公地址 经营地址 企业地址 单位地址 客户地址 所在地址 通信地址 收货地址 住所',
    'Address|Street address',
  ],
  ['postcode', text(12), '邮编 邮政编码 邮递区号', 'Postcode|Zip|Zip code|Postal code'],
  ['website', text(200), '网址 公司网址 官网 网站 公司网站 企业网址 企业网站 官方网站', 'Website|Web|URL'],
  [
    'phone',
    phone(100),
    '总机 公司电话 电话 联系电话 固定电话 电话号码 企业电话 单位电话 客户电话 办公电话 座机 固话 总机电话 联系方式 手机 手机号 手机号码 联系手机',
    'Phone|Telephone|Tel|Company phone',
  ],
  ['fax', phone(60), '传真 传真号码 传真号', 'Fax'],
  ['source', text(60), '客户来源 来源 来源渠道 客户渠道 获客渠道', 'Source|Lead source'],
  ['first_contact_on', { is: 'day' }, '首次接触日期 首次联系日期 首次接触时间 首次联系时间 初次接触日期', 'First contact on|First contact'],
  ['contract_signed_on', { is: 'day' }, '签约日期 合同签订日期 签约时间 签订日期 合同日期 合同签订时间', 'Contract signed on|Signed on'],
  [
    'owner',
    { is: 'owner' },
    '我方负责人 负责人 客户经理 业务员 销售员 归属人 销售 销售人员 销售代表 销售经理 业务代表 业务经理 业务人员 跟进人 跟进人员 客户负责人 销售负责人 所属业务员 所属销售 归属业务员 归属销售 负责业务员 业务员姓名',
    'Owner|Account manager|Sales rep|Assigned to',
    'owner_id',
  ],
  ['unit', { is: 'unit' }, '所属部门 部门 归属部门 销售部门 业务部门 负责部门 所属团队', 'Department|Unit|Team', 'unit_id'],
  ['settlement', text(60), '结算方式 付款方式 支付方式 付款条件 结算条件', 'Settlement|Payment method'],
  [
    'payment_days',
    { is: 'integer', min: 0, max: 3650 },
    '账期 帐期 账期(天) 账期天数 付款账期 信用期 信用天数 结算周期',
    'Payment days|Payment terms',
  ],
  ['credit_rating', text(30), '信用等级 信用级别 资信等级 客户信用等级', 'Credit rating'],
  ['invoice_info', text(500), '开票信息 发票信息 开票资料 开票资讯', 'Invoice information|Invoice info'],
  ['pain_points', text(2000), '业务痛点 痛点', 'Pain points'],
  ['purchase_preference', text(2000), '采购偏好', 'Purchase preference'],
  ['budget_cycle', text(200), '预算周期', 'Budget cycle'],
  ['competitors', text(500), '竞品 竞争对手', 'Competitors'],
  ['long_term_plan', text(2000), '长期发展规划 发展规划', 'Long-term plan'],
  ['last_maintenance_on', { is: 'day' }, '最近维护日期 上次维护日期 最近维护时间 上次维护时间', 'Last maintenance on'],
  ['last_visit_on', { is: 'day' }, '最近拜访日期 上次拜访日期 最近拜访时间 上次拜访时间 最后拜访日期', 'Last visit on'],
  ['last_product_visit_on', { is: 'day' }, '最近产品回访日期', 'Last product visit on'],
  ['remark', text(2000), '备注 说明 备注信息 其他说明 其它说明', 'Remark|Remarks|Note|Notes|Comment'],
  ['status', words('status'), '状态 客户状态 合作状态', 'Status'],
]

const customerNo: Written = [
  'customer_no',
  text(64),
  '客户编号 客户编码 客户代码 客户号 编号 客户ID 客户代号 客户序号 公司编号 企业编号 单位编号 编码 代码',
  'Customer number|Customer no|Customer code|Customer ID|Account number|Number',
]

/** By what a row of people or orders says whose it is. */
const whose: readonly Written[] = [
  customerNo,
  ['customer_name', text(200), customerNames, 'Customer name|Company name|Customer|Company|Account'],
  [
    'customer_credit_code',
    { is: 'creditCode' },
    '客户信用代码 统一社会信用代码 信用代码 社会信用代码 客户税号 税号 纳税人识别号',
    'Credit code|Customer credit code',
  ],
]

const contactOwn: readonly Written[] = [
  ['name', text(60), '姓名 联系人 联系人姓名 联系人名称 客户联系人 对接人 名字', 'Contact name|Contact|Name|Person'],
  ['gender', words('gender'), '性别', 'Gender|Sex'],
  ['department', text(60), '部门 所在部门 所属部门 联系人部门 科室', 'Department'],
  ['title', text(60), '职务 职位 岗位 职称 联系人职务 联系人职位', 'Title|Position|Job title'],
  ['is_key', { is: 'flag' }, '是否关键决策人 关键决策人 关键人 是否关键人 关键联系人 是否决策人', 'Key contact|Key person|Is key'],
  ['chain_role', words('chainRole'), '决策链角色 决策角色 角色', 'Role in decisions|Chain role|Role'],
  ['attitude', words('attitude'), '态度', 'Attitude'],
  ['mobile', phone(40), '手机 手机号 移动电话 手机号码 联系手机 联系人手机 联系人手机号 移动号码', 'Mobile|Mobile phone|Cell|Cell phone'],
  [
    'phone',
    phone(60),
    '座机 市话 电话 办公电话 联系电话 固定电话 固话 电话号码 联系人电话 联系方式 单位电话',
    'Phone|Telephone|Tel|Office phone',
  ],
  ['email', { is: 'email' }, '邮箱 信箱 电子邮箱 电子邮件 邮箱地址 邮件 电邮 联系人邮箱', 'Email|E-mail|Mail'],
  ['wechat', text(60), '微信 微信号 微信ID 微信账号', 'WeChat'],
  ['birthday', { is: 'birthday' }, '生日 出生日期 出生年月日 出生年月', 'Birthday|Date of birth'],
  ['birthday_calendar', words('calendar'), '生日历法 公历/农历', 'Birthday calendar'],
  ['birthday_basis', text(200), '生日依据 同意状态', 'Birthday basis|Consent'],
  ['preference', text(500), '偏好 个人偏好 爱好 兴趣爱好', 'Preference|Preferences'],
  ['remark', text(500), '备注', 'Remark|Remarks|Note|Notes'],
]

const orderOwn: readonly Written[] = [
  [
    'order_no',
    text(64),
    '订单编号 订单号 单号 订单编码 发票号 合同编号 订单ID 订单流水号 销售单号 销售订单号 单据编号 单据号 交易单号 交易号 流水号 合同号 发票号码',
    'Order number|Order no|Order ID|Invoice number|Invoice no|InvoiceNo|Order',
  ],
  [
    'ordered_at',
    { is: 'instant' },
    '下单时间 订单时间 订单日期 下单日期 日期 成交日期 开票日期 成交时间 购买日期 购买时间 订购日期 订购时间 交易日期 交易时间 销售日期 签单日期 单据日期 付款时间 付款日期 支付时间 时间',
    'Ordered at|Order date|Order time|Invoice date|InvoiceDate|Date|Ordered on',
  ],
  [
    'net_amount',
    { is: 'amount' },
    '净额 订单金额 金额 成交金额 净金额 实收金额 实付金额 实际金额 实付款 订单净额 支付金额 付款金额 交易金额 销售金额 销售额 订单总额 订单总金额 总金额 总额 合计金额 合计 应付金额',
    'Net amount|Amount|Total|Order amount|Net total',
  ],
  ['status', words('orderStatus'), '订单状态 状态 单据状态 交易状态', 'Order status|Status'],
  ['remark', text(500), '备注 订单备注 单据备注 说明', 'Remark|Remarks|Note|Notes'],
]

const customersFields = fields([customerNo, ...customerOwn], ['name'])

/** What a customer made for an order knows comes with the order, as `customer.<field>`. */
const ofCustomer: Field[] = customersFields
  .filter((f) => f.name !== 'customer_no')
  .map((f) => ({ ...f, name: `customer.${f.name}`, zh: [`客户${f.zh[0]}`], en: [`Customer ${f.en[0]}`], required: false }))

/** Everything a file of this kind can bring. */
export const fieldsOf: Readonly<Record<ImportKind, readonly Field[]>> = {
  customers: customersFields,
  contacts: [...fields(whose), ...fields(contactOwn, ['name'])],
  orders: [...fields([whose[0]!, whose[1]!, whose[2]!]), ...fields(orderOwn, ['order_no', 'ordered_at', 'net_amount']), ...ofCustomer],
}
