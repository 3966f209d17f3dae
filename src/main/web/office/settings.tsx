import {
  ApartmentOutlined,
  AuditOutlined,
  CalendarOutlined,
  CloudDownloadOutlined,
  HistoryOutlined,
  IdcardOutlined,
  ImportOutlined,
  KeyOutlined,
  LockOutlined,
  RocketOutlined,
  SafetyOutlined,
  TeamOutlined,
  UndoOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useScreens } from '../../../platform/web/screens.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Line, Lines } from '../../../ui/lines.tsx'
import { Page, Section } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.tsx'

type Entry = { to: string; icon: ReactNode; title: string; text: string; permission?: string }

const groups: readonly { title: string; entries: readonly Entry[] }[] = [
  {
    title: 'settings.organisation',
    entries: [
      { to: '/settings/people', icon: <TeamOutlined />, title: 'people.title', text: 'people.lead', permission: 'organisation.manage' },
      { to: '/settings/units', icon: <ApartmentOutlined />, title: 'units.title', text: 'units.lead', permission: 'organisation.manage' },
      { to: '/settings/roles', icon: <SafetyOutlined />, title: 'roles.title', text: 'roles.lead', permission: 'organisation.manage' },
      { to: '/settings/posts', icon: <IdcardOutlined />, title: 'posts.title', text: 'posts.index' },
      { to: '/settings/calendar', icon: <CalendarOutlined />, title: 'settings.calendar', text: 'settings.calendar-text' },
    ],
  },
  {
    title: 'settings.data',
    entries: [
      { to: '/import', icon: <ImportOutlined />, title: 'import.title', text: 'settings.import-text', permission: 'customers.import' },
      {
        to: '/import/history',
        icon: <HistoryOutlined />,
        title: 'import.history',
        text: 'settings.history-text',
        permission: 'customers.import',
      },
      { to: '/welcome', icon: <RocketOutlined />, title: 'settings.welcome', text: 'settings.welcome-text', permission: 'company.manage' },
    ],
  },
  {
    title: 'settings.system',
    entries: [
      { to: '/jobs', icon: <UnorderedListOutlined />, title: 'jobs.title', text: 'jobs.lead' },
      { to: '/history', icon: <UndoOutlined />, title: 'undo.title', text: 'settings.undo-text' },
      { to: '/audit', icon: <AuditOutlined />, title: 'audit.title', text: 'settings.audit-text', permission: 'audit.read' },
      {
        to: '/settings/backups',
        icon: <CloudDownloadOutlined />,
        title: 'backups.title',
        text: 'backups.lead',
        permission: 'backup.run',
      },
      { to: '/settings/https', icon: <LockOutlined />, title: 'https.title', text: 'https.index' },
      { to: '/settings/tokens', icon: <KeyOutlined />, title: 'tokens.title', text: 'tokens.index', permission: 'tokens.own' },
    ],
  },
]

/** The way to everything that is set rather than done. */
export function Settings() {
  const say = useSay()
  const may = useMay()
  const known = new Set(useScreens().flatMap((s) => s.routes.map((r): string => r.path)))
  return (
    <Page title={say('settings.title')}>
      {groups.map(({ title, entries }) => {
        const open = entries.filter((e) => known.has(e.to) && may(e.permission))
        return (
          open.length > 0 && (
            <Section key={title} title={say(title)}>
              <Lines label={say(title)}>
                {open.map((e) => (
                  <Line key={e.to} to={e.to} icon={e.icon} title={say(e.title)} text={say(e.text)} />
                ))}
              </Lines>
            </Section>
          )
        )
      })}
    </Page>
  )
}
