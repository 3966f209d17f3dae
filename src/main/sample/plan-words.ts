/** What plans of the sample company say, for a maker of shop fittings. */
export const measures: Readonly<Record<'PERSONAL' | 'UPLIFT', readonly string[]>> = {
  UPLIFT: [
    '近 12 个月净额到 50 万元，每季至少一单',
    '门店改造的货架份额过半',
    '下单间隔缩到 30 天以内',
    '由单款采购变成成套方案，年内两次以上',
  ],
  PERSONAL: ['份额不降，满意度 4.5 分以上', '新品每季至少试装一款', '交期延误每季不超过一次', '续签框架合同', '三个区域的门店都由我们供货'],
}

/** What whoever looks after the customer has set themselves; it became a task. */
export const ownActions: Readonly<Record<'PERSONAL' | 'UPLIFT', readonly string[]>> = {
  UPLIFT: ['给采购经理报成套方案', '约店面负责人看样板间', '把上次试装的反馈写进报价', '请技术去量尺出图'],
  PERSONAL: ['上门复盘上半年用量', '与决策人谈来年开店计划', '陪客户看新品样板间', '核对安装排期并当面确认'],
}

export const annualGoals = {
  past: ['大客户续约率 95%', '核心客户净增 6 家', '潜力客户户户有提升计划', '回访按期率 92%'],
  next: ['大客户续约率 96%', '核心客户净增 8 家', '流失风险客户挽回四成', '新品试装覆盖全部核心客户'],
} as const

export const annualActions = {
  past: ['大客户逐户走访一轮', '二季度新品推介会', '潜力客户提升计划中期检查', '年末满意度回访与次年计划'],
  next: ['大客户逐户走访一轮', '春季样板间开放日', '提升计划中期检查', '年末满意度回访与次年计划'],
} as const
