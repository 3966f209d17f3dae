import { useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Chip, Kbd } from '../../../ui/chip.tsx'
import { Clock } from '../../../ui/clock.tsx'
import { Danger } from '../../../ui/danger.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { JobProgress } from '../../../ui/job-progress.tsx'
import { Page, Panel } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { Steps } from '../../../ui/steps.tsx'
import { Strip } from '../../../ui/strip.tsx'
import { TierBadge } from '../../../ui/tier.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { Upload } from '../../../ui/upload.tsx'

const grid = { display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(320px, 1fr))', gap: 12, marginTop: 12, alignItems: 'start' }

export function Parts() {
  const toast = useToast()
  const [open, setOpen] = useState(false)
  return (
    <Page
      title="部件样张"
      actions={
        <>
          <Button onClick={() => setOpen(true)}>打开窗口</Button>
          <Button kind="primary" onClick={() => toast({ text: '3 家客户已转给 苏棠，含 11 项任务', undo: () => undefined })}>
            转交
          </Button>
        </>
      }
    >
      <Strip
        figures
        facts={[
          { key: 'late', label: '已逾期', value: <span className="k-danger">2</span>, note: '最久 2 天' },
          { key: 'today', label: '今天到期', value: 5, note: '已完成 2' },
          { key: 'week', label: '本周完成', value: 18, note: '按时率 94.4%' },
        ]}
      />
      <div style={grid}>
        <Panel title="层级与状态">
          <p className="k-row" style={{ flexWrap: 'wrap' }}>
            {['CORE', 'POTENTIAL', 'GENERAL', 'CHURN_RISK', 'NEW'].map((code) => (
              <TierBadge key={code} tier={{ code }} />
            ))}
            <TierBadge tier={{ code: 'VIP', name: '钻石', rank: 1 }} />
            <Chip tone="danger">超时 1</Chip>
            <Chip tone="warn">缺 4</Chip>
            <Chip tone="ok">生效中</Chip>
            <Chip tone="info">重点客户</Chip>
            <Chip>高价值</Chip>
            <Kbd>Ctrl K</Kbd>
          </p>
        </Panel>
        <Panel title="计时">
          <div style={{ display: 'grid', gap: 10 }}>
            <Clock state="run" text="剩 20 小时 05 分" due="明天 10:31 前" used={58} />
            <Clock state="soon" text="剩 22 分钟" due="14:48 前" used={82} />
            <Clock state="over" text="超 3 小时 10 分" due="应 11:16" used={100} />
            <Clock state="paused" text="已停表，等客户" due="已用 9 小时" used={0} />
            <Clock state="done" text="满意，用时 1.5 天" due="11-19" />
          </div>
        </Panel>
        <Panel title="导入" flush>
          <Steps
            steps={['选文件', '对列', '查重', '预览', '导入'].map((title) => ({ key: title, title }))}
            current="对列"
            onGo={() => undefined}
          />
          <div style={{ padding: 12 }}>
            <Upload accept=".xlsx,.csv" hint="xlsx 或 csv，最大 20 MB" maxBytes={20_971_520} onFiles={() => undefined} />
          </div>
        </Panel>
        <Panel title="读取中与长任务">
          <Skeleton rows={3} rowHeight={28} />
          <JobProgress title="正在重算 612 家客户的层级" done={0.64} secondsLeft={20} onCancel={() => undefined} mayLeave />
        </Panel>
        <Panel title="空与错">
          <Empty
            title="这个季度还没有排上门拜访"
            why="制度第 14 条要求核心客户每季度上门一次，你名下 9 家都还没有日期。"
            action={<Button kind="primary">按路线排好 9 家</Button>}
          />
          <Problem problem={{ code: 'offline', rule: 'offline', issues: [] }} again={() => undefined} />
        </Panel>
        <Panel title="按钮">
          <p className="k-row" style={{ flexWrap: 'wrap' }}>
            <Button kind="primary">保存</Button>
            <Button>改期</Button>
            <Button kind="text">取消</Button>
            <Button kind="link">查看</Button>
            <Button danger>删除</Button>
            <Button disabledBecause="只能合并同一负责人名下的客户">合并</Button>
          </p>
          <Danger
            says="将永久删除 澄岳设施 的全部数据，共 1,284 家客户。"
            action="删除全部数据"
            typeName="澄岳设施"
            onDo={() => undefined}
          />
        </Panel>
      </div>
      <Dialog open={open} title="改期" onClose={() => setOpen(false)}>
        <p>窗口里的内容。</p>
      </Dialog>
    </Page>
  )
}
