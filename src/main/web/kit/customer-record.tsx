import {
  CarOutlined,
  CustomerServiceOutlined,
  EditOutlined,
  PhoneOutlined,
  ShoppingOutlined,
  StarOutlined,
  SwapOutlined,
} from '@ant-design/icons'
import { Fragment, useState } from 'react'
import { Amount } from '../../../ui/amount.tsx'
import { Button } from '../../../ui/button.tsx'
import { Chip, Person, Rule } from '../../../ui/chip.tsx'
import { Completeness, type Fact, Facts } from '../../../ui/facts.tsx'
import { Link, useParam } from '../../../ui/link.tsx'
import { Page, Section } from '../../../ui/page.tsx'
import type { ProblemLike } from '../../../ui/problem.tsx'
import { Record, SideRow, Walk } from '../../../ui/record.tsx'
import { TierBadge } from '../../../ui/tier.tsx'
import { Pins, Timeline } from '../../../ui/timeline.tsx'
import type { TimelineEvent } from '../../../ui/timeline-groups.ts'
import { ScoreLine, Why } from '../../../ui/why.tsx'
import { sampleCustomers } from './sample.ts'

const events: readonly TimelineEvent[] = [
  { key: 1, day: '2026-11-06', icon: <ShoppingOutlined />, title: '下单 DD-26-1187', text: '重型货架 48 组，23.60 万元，分两批交货。' },
  { key: 2, day: '2026-11-03', icon: <PhoneOutlined />, title: '沈知远 电话沟通', text: '金蕙提到二号库明年三月搬迁，想一次换完立柱。' },
  { key: 3, day: '2026-10-20', icon: <EditOutlined />, title: '规模 由 小型 改为 中型', folds: true },
  { key: 4, day: '2026-10-19', icon: <EditOutlined />, title: '补充 平均间隔', folds: true },
  {
    key: 5,
    day: '2026-10-01',
    icon: <SwapOutlined />,
    title: '层级由 潜力 升为 核心',
    text: '得分 13，阶段由成长转为成熟。新增 3 项义务。',
  },
  {
    key: 6,
    day: '2026-08-20',
    icon: <CustomerServiceOutlined />,
    title: '投诉 TS-2608-014 已关闭',
    text: '层板划伤 6 块。2 小时内答复，次日补发，客户确认满意。',
    hot: true,
  },
  { key: 7, day: '2026-08-12', icon: <CarOutlined />, title: '三季度上门拜访', text: '走访一号库，拍照 11 张。建议加装防撞护角。' },
]

function useFacts() {
  const [values, setValues] = useState({ industry: 'C34 通用设备制造', size: 'MEDIUM', account: '月结 45 天，无逾期' })
  const [problem, setProblem] = useState<ProblemLike | undefined>(undefined)
  const save = (key: keyof typeof values) => async (value: unknown) => {
    const text = String(value ?? '')
    const clash = text.includes('冲突')
    setProblem(clash ? { code: 'conflict', rule: 'changed-meanwhile', facts: { who: '周砚' }, issues: [] } : undefined)
    if (clash) return undefined
    setValues((v) => ({ ...v, [key]: text }))
    return text
  }
  const sizes = [
    { value: 'SMALL', label: '小型' },
    { value: 'MEDIUM', label: '中型' },
    { value: 'LARGE', label: '大型' },
  ]
  const facts: readonly Fact[] = [
    { key: 'code', label: '信用代码', value: '91330200MA2AG7XK4T' },
    { key: 'industry', label: '行业', value: values.industry, edit: { value: values.industry, kind: 'text', save: save('industry') } },
    {
      key: 'size',
      label: '规模',
      value: sizes.find((s) => s.value === values.size)?.label,
      edit: { value: values.size, kind: 'choice', options: sizes, save: save('size') },
    },
    { key: 'place', label: '所在地', value: '浙江 宁波 北仑区' },
    { key: 'account', label: '账期', value: values.account, edit: { value: values.account, kind: 'text', save: save('account') } },
    { key: 'plan', label: '三年规划', value: null, missing: true },
  ]
  return { facts, problem }
}

const TierWhy = () => (
  <Why
    head={
      <>
        <TierBadge tier={{ code: 'CORE' }} big /> 10月1日 起为核心客户
      </>
    }
    basis="按《客户维护管理制度》3.2 版"
    body={[
      <Fragment key="score">
        <p className="k-b">得分 13 = 5 + 3 + 5</p>
        {[
          { name: '最近下单 R', bands: ['≤30 天', '31–90 天', '>90 天'], hit: 0, points: 5, fact: '11-06，14 天前' },
          { name: '下单频次 F', bands: ['≥4 单/季', '1–3 单/季', '0 单'], hit: 1, points: 3, fact: '近 90 天 3 单' },
        ].map((b) => (
          <ScoreLine
            key={b.name}
            label={b.name}
            bands={b.bands}
            hit={b.hit}
            fact={<Link to="/kit/customers">{b.fact}</Link>}
            points={`${b.points} 分`}
          />
        ))}
      </Fragment>,
      <p key="next" className="k-t2">
        <Chip tone="warn">临界</Chip> 若 12月6日 前没有新订单，R 降为 3 分，总分 11，层级将变为 <b>一般</b>。 <Rule>第 12 条 1 款</Rule>
      </p>,
    ]}
    footer={
      <>
        <Button>看 14 张订单</Button>
        <Button>换个口径试算</Button>
        <span className="k-grow" />
        <Button kind="link">历次变化 4</Button>
      </>
    }
  >
    <TierBadge tier={{ code: 'CORE' }} big ask />
  </Why>
)

export function CustomerRecord() {
  const id = Number(useParam('id'))
  const { facts, problem } = useFacts()
  const customer = sampleCustomers(200)[id - 1]
  if (!customer) return null
  return (
    <Page
      title={<Link to="/kit/customers">客户 / 我和下属</Link>}
      note={<Walk at={id} count={200} previous={id > 1 ? `/kit/customers/${id - 1}` : undefined} next={`/kit/customers/${id + 1}`} />}
      back="/kit/customers"
      body="fill"
      moreActions={<Button kind="text" icon={<StarOutlined />} label="关注" />}
      actions={<Button kind="primary">记一笔互动</Button>}
    >
      <Record
        name={customer.name}
        badges={
          <>
            <TierWhy />
            <Chip outline>大客户 DK-2024-017</Chip>
          </>
        }
        number={customer.number}
        strip={[
          { key: 'stage', label: '阶段', value: customer.stage },
          { key: 'owner', label: '负责人', value: <Person name={customer.owner} /> },
          { key: 'duty', label: '下一项义务', value: '上门拜访', note: <span className="k-warn">今天 15:00</span> },
          { key: 'health', label: '健康分', value: <b>88</b>, note: '近 90 天 +6' },
          { key: 'year', label: '近 12 月采购', value: <Amount fen={customer.year} unit />, note: '+12.3%' },
          { key: 'contract', label: '合同到期', value: '2027-06-30', note: '还有 222 天' },
        ]}
        facts={
          <>
            <Completeness title="资料完整率" percent={98} missing={<Link to="/kit/form">缺 2 项</Link>} />
            <Facts title="基本资料" facts={facts} problem={problem} />
          </>
        }
        tabs={[
          {
            key: 'timeline',
            title: '动态',
            body: (
              <Timeline
                events={events}
                pins={<Pins pins={[{ key: 1, text: '进厂须提前一天报车牌；周三上午例会，不要打电话。', by: '沈知远 · 3月' }]} />}
                kinds={['全部', '沟通', '订单', '投诉', '修改'].map((title) => ({ key: title, title }))}
              />
            ),
          },
          { key: 'orders', title: '订单', body: <p>14 张订单</p> },
        ]}
        side={
          <>
            <Section title="在办" more="义务 3 · 投诉 0">
              <SideRow what="上门拜访" why={<Rule>第 14 条 1 款</Rule>} when={<span className="k-warn">今天 15:00</span>} />
              <SideRow what="成立 15 周年祝贺" why={<Rule>第 26 条</Rule>} when="11-26" />
            </Section>
            <Section title="合同" more="2 份有效">
              <SideRow what="2026 年度框架协议" when="至 2027-06-30" />
            </Section>
          </>
        }
        quick={
          <>
            <a href="tel:0574">
              <PhoneOutlined />
              电话
            </a>
            <Link to="/kit/form">
              <EditOutlined />
              记一笔
            </Link>
          </>
        }
      />
    </Page>
  )
}
