import { careSection } from './care.ts'
import { complaintsSection } from './complaints.ts'
import { customersSection } from './customers.ts'
import { duplicatesSection } from './duplicates.ts'
import { engagementSection } from './engagement.ts'
import { keyAccountsSection } from './key-accounts.ts'
import { kpiSection } from './kpi.ts'
import { leadsSection } from './leads.ts'
import { opportunitiesSection } from './opportunities.ts'
import { reportsSection } from './reports.ts'
import { surveysSection } from './surveys.ts'
import { visitsSection } from './visits.ts'
import { winbackSection } from './winback.ts'
import { workingTimeSection } from './working-time.ts'

/** The sections whose rooms do not hold their own schema yet; a room that does replaces its line where the document is put together. */
export const laterSections = {
  workingTime: workingTimeSection,
  customers: customersSection,
  duplicates: duplicatesSection,
  keyAccounts: keyAccountsSection,
  care: careSection,
  complaints: complaintsSection,
  visits: visitsSection,
  surveys: surveysSection,
  leads: leadsSection,
  opportunities: opportunitiesSection,
  winback: winbackSection,
  engagement: engagementSection,
  kpi: kpiSection,
  reports: reportsSection,
}
