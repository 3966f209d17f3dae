/** A setting of the written rules: where it stands in the document, its default there, and the rule it governs. */
export type ConfigurationKey = { key: string; path: string; default: unknown; ruleId: string }

const at = (key: string, path: string, value: unknown, ruleId: string): ConfigurationKey => ({ key, path, default: value, ruleId })

/** Who is told of a duty not done, so many days after its window's end. */
const standardLadder = [
  { afterDays: 0, post: 'ASSIGNEE' },
  { afterDays: 3, post: 'UNIT_HEAD' },
  { afterDays: 7, post: 'GENERAL_MANAGER' },
]

/** One for each tier. */
const standardStrategies = [
  {
    tier: 'CORE',
    title: '深耕共赢',
    actions: ['每季上门复盘用量与陈列效果', '新品先送样试装', '交货与安装排期优先', '年度专访时与决策人谈来年规划'],
  },
  {
    tier: 'POTENTIAL',
    title: '扩大份额',
    actions: ['摸清还在向谁采购、缺哪几类货架', '按门店改造计划给成套方案', '复购优惠写进报价', '每季线上回访一次'],
  },
  { tier: 'GENERAL', title: '稳住往来', actions: ['每年维护一次并核对联系人', '推荐适合小店的标准款', '有询价当天回话'] },
  { tier: 'NEW', title: '把首单做好', actions: ['首批货到后电话确认安装', '送操作手册和保养要点', '首月内问清后续开店计划'] },
  {
    tier: 'CHURN_RISK',
    title: '找出原因再谈',
    actions: ['一周内联系决策人问明原因', '未了的投诉和欠货先办结', '带着改进办法上门谈一次'],
  },
]

/**
 * Every configuration key of the rules, by the name the rules call it. Amounts are yuan, percentages whole
 * (92 is 92 %). The default pack holds exactly these values; a test compares them.
 */
export const configurationKeys: readonly ConfigurationKey[] = [
  at('workCalendar', 'workingTime.calendar', 'CN', 'CARE-13'),

  at('dq.completeness', 'customers.completeness.percent', 95, 'DQ-05'),

  at('tierModel', 'tiering.drives', 'RFM_LC', 'SEG-01'),
  at('spendTenure.mode', 'tiering.spendTenure.mode', 'OR', 'SEG-17'),
  at('spendTenure.amount', 'tiering.spendTenure.amount', { high: 500000, mid: 100000 }, 'SEG-17'),
  at('spendTenure.tenureYears', 'tiering.spendTenure.tenureYears', { high: 3, mid: 1 }, 'SEG-17'),
  at('rfm.r.high', 'tiering.rfm.r.high', 30, 'SEG-04'),
  at('rfm.r.mid', 'tiering.rfm.r.mid', 90, 'SEG-04'),
  at('rfm.f.window', 'tiering.rfm.f.windowDays', 90, 'SEG-05'),
  at('rfm.f.high', 'tiering.rfm.f.high', 4, 'SEG-05'),
  at('rfm.f.mid', 'tiering.rfm.f.mid', 1, 'SEG-05'),
  at('rfm.m.high', 'tiering.rfm.m.high', 500000, 'SEG-06'),
  at('rfm.m.mid', 'tiering.rfm.m.mid', 100000, 'SEG-06'),
  at('rfm.scores', 'tiering.rfm.scores', { high: 5, mid: 3, low: 1 }, 'SEG-07'),
  at('tier.bands', 'tiering.bands', [12, 8, 5], 'SEG-09'),
  at('lc.lost', 'tiering.lifecycle.lost', { days: 180, gaps: 3, gapDefault: 0 }, 'SEG-03'),
  at('lc.gapDefault', 'tiering.lifecycle.lost.gapDefault', 0, 'SEG-03'),
  at('lc.decline', 'tiering.lifecycle.decline', { drop: 30, months: 6, minTenureMonths: 12 }, 'SEG-03'),
  at('lc.growth', 'tiering.lifecycle.growth', { rise: 10, months: 6 }, 'SEG-03'),
  at('tag.freq.high', 'tiering.tags.frequency.high', 3, 'TAG-06'),
  at('tag.freq.low', 'tiering.tags.frequency.low', 1, 'TAG-07'),
  at('tag.value', 'tiering.tags.value', { windowMonths: 12, high: 1000000, mid: 500000 }, 'TAG-08'),
  at('tag.active', 'tiering.tags.active.months', 3, 'TAG-13'),
  at('tag.risk.drop', 'tiering.tags.risk.drop', 30, 'TAG-15'),
  at('tag.risk.minBase', 'tiering.tags.risk.minBase', 0, 'TAG-15'),

  at('penalty.key.multiplier', 'keyAccounts.delayPenalty.multiplier', 2, 'KA-04'),

  at('care.appliesTo', 'care.appliesTo', ['group:HAS_ORDERS', 'class:KEY'], 'CARE-16'),
  at('care.horizon', 'care.horizonDays', 90, 'CARE-26'),
  at('care.window', 'care.window', { beforeDays: 7, afterDays: 7 }, 'CARE-26'),
  at('care.reminders.before', 'care.reminders.before', [7, 1], 'CARE-26'),
  at('care.reminders.ladder', 'care.reminders.ladder', standardLadder, 'CARE-26'),
  at('care.reminders.digestAbove', 'care.reminders.digestAbove', 10, 'CARE-26'),
  at('care.key.maint', 'care.obligations.CARE-01.every.months', 3, 'CARE-01'),
  at('care.key.promoVisit', 'care.obligations.CARE-02.every.months', 4, 'CARE-02'),
  at('care.general.maint', 'care.obligations.CARE-03.every.months', 12, 'CARE-03'),
  at('care.general.promo', 'care.obligations.CARE-04.every.months', 12, 'CARE-04'),
  at('care.new.followup', 'care.obligations.CARE-11.every.months', 1, 'CARE-11'),
  at('care.potential.visit', 'care.obligations.CARE-08.every', { each: 'QUARTER', times: 1 }, 'CARE-08'),
  at('discount.potential.repeat', 'care.entitlements.CARE-09.priceFactor', 0.9, 'CARE-09'),
  at('event.leadDays', 'care.preparation.leadDays', 7, 'EVT-04'),
  at('care.strategies', 'care.plans.strategies', standardStrategies, 'CARE-18'),
  at('budget.split.tiered', 'care.budget.tiered', 40, 'CARE-17'),
  at('budget.split.occasions', 'care.budget.occasions', 35, 'EVT-08'),
  at('budget.split.longTerm', 'care.budget.longTerm', 25, 'EVT-17'),
  at('budget.split.tolerance', 'care.budget.tolerance', 5, 'CARE-17'),

  at('sla.firstResponse.new', 'complaints.clocks.firstResponse.newCustomer', { hours: 2, clock: 'WORKING' }, 'CARE-13'),
  at('sla.firstResponse.other', 'complaints.clocks.firstResponse.other', { hours: 4, clock: 'WORKING' }, 'CMP-26'),
  at('sla.proposal', 'complaints.clocks.proposal', { hours: 48, clock: 'NATURAL' }, 'CMP-23'),
  at('sla.resolve', 'complaints.clocks.resolve', { days: 15, clock: 'NATURAL' }, 'CMP-17'),
  // The later ruling makes the third complaint a major one; the second only warns.
  at('cmp.major.repeat', 'complaints.major.repeat', { times: 3, warnAt: 2, months: 12 }, 'CMP-07'),
  at('cmp.major.notify', 'complaints.major.notify.minutes', 30, 'CMP-09'),
  at('cmp.case.due', 'complaints.major.case.within', { days: 10, clock: 'WORKING' }, 'CMP-11'),
  at('cmp.retention', 'complaints.retentionYears', 3, 'CMP-20'),

  at('visit.key', 'visits.obligations.VIS-06.every.months', 3, 'VIS-06'),
  at('visit.general', 'visits.obligations.VIS-05.every.months', 6, 'VIS-05'),
  at('visit.bounds', 'visits.periodic.bounds', { least: 3, most: 6 }, 'VIS-04'),
  at('visit.window', 'visits.periodic.window', { beforeDays: 7, afterDays: 7 }, 'VIS-09'),
  at('visit.realtime.due', 'visits.realTime.within', { hours: 24, clock: 'NATURAL' }, 'VIS-07'),
  at('visit.coverage.core', 'visits.coverage.percent', 90, 'VIS-13'),
  at('sla.followup', 'visits.afterComplaint.within', { days: 3, clock: 'NATURAL' }, 'VIS-14'),

  at('survey.coverage', 'surveys.coverage.percent', 90, 'DQ-12'),

  at('ops.upload.days', 'leads.submissions.days', [15, 30], 'OPS-06'),
  at('ops.upload.at', 'leads.submissions.at', '12:00', 'OPS-06'),
  at('ops.upload.roll', 'leads.submissions.roll', 'PREVIOUS_WORKDAY', 'OPS-06'),
  at('ops.mailbox', 'leads.mailbox.checks', ['12:00', '18:00'], 'OPS-09'),

  at('winback.minAmount', 'winback.minAmount', 100000, 'CHR-03'),

  at('summit.leadMonths', 'engagement.summit.leadMonths', 2, 'EVT-15'),

  at('csat.target', 'kpi.targets.CSAT.level', 92, 'SAT-04'),
  at('promoter.target', 'kpi.targets.PROMOTERS.level', 35, 'SAT-05'),
  at('perception.target', 'kpi.targets.PERCEPTION.change', 40, 'SAT-06'),
  at('churn.target', 'kpi.targets.CHURN.change', -15, 'CHR-05'),
  at('repurchase.target', 'kpi.targets.REPURCHASE.change', 25, 'RPT-14'),
  at('newbiz.target', 'kpi.targets.NEW_BUSINESS.level', 20, 'RPT-15'),
  at('clv.target', 'kpi.targets.CLV.change', 30, 'RPT-13'),
  at('needTag.target', 'kpi.targets.NEED_TAGS.count', 1000, 'TAG-16'),

  at('report.monthly.day', 'reports.monthly.day', 3, 'RPT-01'),
  at('report.monthly.roll', 'reports.monthly.roll', 'NEXT_WORKDAY', 'RPT-01'),
]
