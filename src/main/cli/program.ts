import { Command } from 'commander'
import type { Locale, Say } from '../../core/text.ts'
import { readVersion } from '../doors/version.ts'
import type { Command as Work } from './task.ts'

type Load = () => Promise<Work>

/** The root: knows how its commands are run and with which code the last one ended. */
class Program extends Command {
  exitCode = 0
}

/** Several of one option, each of which may name several. */
const collect = (text: string, before: readonly string[] = []): string[] => [...before, ...text.split(',').filter(Boolean)]

/** Adds a command to its parent: words after `name` are arguments as commander writes them (`<one>`, `[optional]`). */
type Add = (parent: Command, usage: string, key: string, load: Load) => Command

/** All commands with their options; what they do is loaded only when one of them runs. */
export function buildProgram(say: Say, locale: Locale): Program {
  const program = new Program('kewei')
  program
    .description(say('help.kewei'))
    .version(readVersion(), '--version', say('option.version'))
    .option('--data <dir>', say('option.data'), 'data')
    .option('--company <key>', say('option.company'))
    .option('--user <login>', say('option.user'))
    .option('--server <url>', say('option.server'))
    .option('--json', say('option.json'))
    .option('--lang <zh-CN|en>', say('option.lang'))
    .addHelpText('after', `\n${say('help.exit-codes')}`)
  const add: Add = (parent, usage, key, load) => {
    const command = parent.command(usage).description(say(`help.${key}`))
    command.action(async () => {
      const { runCommand } = await import('./run.ts')
      program.exitCode = await runCommand(await load(), { words: command.args, options: command.optsWithGlobals(), locale, say })
    })
    return command.addHelpText('after', `\n${say('help.example')}\n${examples[key] ?? ''}`)
  }
  addServing(program, add, say)
  addPeople(program, add, say)
  addFiles(program, add, say)
  addPolicy(program, add, say)
  addCare(program, add, say)
  settle(program, say)
  return program
}

/** Strict alike on every level: what is not known is refused with exit code 2, and help shows the common options too. */
function settle(command: Command, say: Say): void {
  command.exitOverride().configureHelp({ showGlobalOptions: true }).helpOption('-h, --help', say('option.help'))
  command.helpCommand(false).showHelpAfterError(say('help.see'))
  for (const inner of command.commands) settle(inner, say)
}

function addServing(program: Command, add: Add, say: Say): void {
  add(program, 'serve', 'serve', async () => (await import('./commands/serve.ts')).serveWeb)
    .option('--port <number>', say('option.port'))
    .option('--host <address>', say('option.host'))
    .option('--base-url <url>', say('option.base-url'))
    .option('--trusted-proxy <addresses>', say('option.trusted-proxy'))
    .option('--tls <self>', say('option.tls'))
    .option('--tls-cert <file>', say('option.tls-cert'))
    .option('--tls-key <file>', say('option.tls-key'))
    .option('--http-port <number>', say('option.http-port'))
    .option('--hsts <on|off>', say('option.hsts'))
    .option('--sample', say('option.sample'))
    .option('--role <role>', say('option.role'), 'all')
  add(program, 'sample', 'sample', async () => (await import('./commands/company.ts')).sample)
  const company = program.command('company').description(say('help.company'))
  add(company, 'create <key>', 'company.create', async () => (await import('./commands/company.ts')).createCompany)
  add(company, 'list', 'company.list', async () => (await import('./commands/company.ts')).listCompanies)
}

function addPeople(program: Command, add: Add, say: Say): void {
  const user = program.command('user').description(say('help.user'))
  add(user, 'create <login>', 'user.create', async () => (await import('./commands/user.ts')).createUser)
    .requiredOption('--name <name>', say('option.name'))
    .requiredOption('--role <role>', say('option.person-role'), collect)
    .option('--unit <unit>', say('option.unit'))
  add(user, 'link <login>', 'user.link', async () => (await import('./commands/user.ts')).linkForUser)
  add(user, 'password <login>', 'user.password', async () => (await import('./commands/user.ts')).setUserPassword)
  const token = program.command('token').description(say('help.token'))
  add(token, 'create', 'token.create', async () => (await import('./commands/token.ts')).createToken)
    .requiredOption('--name <name>', say('option.token-name'))
    .option('--permissions <names>', say('option.permissions'))
    .option('--days <number>', say('option.days'))
  add(token, 'list', 'token.list', async () => (await import('./commands/token.ts')).listTokens)
  add(token, 'revoke <id>', 'token.revoke', async () => (await import('./commands/token.ts')).revokeToken)
}

function addFiles(program: Command, add: Add, say: Say): void {
  add(program, 'import <file>', 'import', async () => (await import('./commands/import.ts')).importFile)
    .requiredOption('--kind <kind>', say('option.kind'))
    .option('--map <file>', say('option.map'))
    .option('--sheet <number>', say('option.sheet'))
    .option('--mode <mode>', say('option.mode'), 'both')
    .option('--create-customers', say('option.create-customers'))
    .option('--dry-run', say('option.dry-run'))
    .option('--failed <file>', say('option.failed'))
  add(program, 'export <what>', 'export', async () => (await import('./commands/export.ts')).exportFile)
    .requiredOption('--out <file>', say('option.out'))
    .option('--as-of <date>', say('option.as-of'))
  add(program, 'backup <file>', 'backup', async () => (await import('./commands/backup.ts')).backup).option(
    '--replace',
    say('option.replace'),
  )
  add(program, 'restore <file>', 'restore', async () => (await import('./commands/backup.ts')).restore)
    .option('--as <key>', say('option.as'))
    .option('--keep-previous', say('option.keep-previous'))
  add(program, 'call <endpoint> [input]', 'call', async () => (await import('./commands/call.ts')).callEndpoint)
    .option('--file <file>', say('option.file'))
    .option('--out <file>', say('option.out'))
}

function addPolicy(program: Command, add: Add, say: Say): void {
  const policy = program.command('policy').description(say('help.policy'))
  add(policy, 'check <file>', 'policy.check', async () => (await import('./commands/policy.ts')).checkPolicy)
  add(policy, 'publish <file>', 'policy.publish', async () => (await import('./commands/policy.ts')).publishPolicy)
    .option('--effective <date>', say('option.effective'))
    .option('--note <text>', say('option.note'))
  add(policy, 'preview <file>', 'policy.preview', async () => (await import('./commands/policy-preview.ts')).previewPolicy).option(
    '--effective <date>',
    say('option.effective'),
  )
  add(policy, 'show [version]', 'policy.show', async () => (await import('./commands/policy.ts')).showPolicy)
  add(policy, 'list', 'policy.list', async () => (await import('./commands/policy.ts')).listPolicies)
  const tier = program.command('tier').description(say('help.tier'))
  add(tier, 'run', 'tier.run', async () => (await import('./commands/tier.ts')).runTiering)
    .option('--as-of <date>', say('option.as-of'))
    .option('--policy <version>', say('option.policy'))
    .option('--incremental', say('option.incremental'))
  add(tier, 'why <no>', 'tier.why', async () => (await import('./commands/tier.ts')).explainTier).option(
    '--as-of <date>',
    say('option.as-of'),
  )
}

function addCare(program: Command, add: Add, say: Say): void {
  const plan = program.command('plan').description(say('help.plan'))
  add(plan, 'run', 'plan.run', async () => (await import('./commands/plan.ts')).runPlan)
    .option('--as-of <date>', say('option.as-of'))
    .option('--until <date>', say('option.until'))
    .option('--policy <version>', say('option.policy'))
    .option('--incremental', say('option.incremental'))
}

const examples: Readonly<Record<string, string>> = {
  serve:
    '  kewei serve --data /srv/kewei --port 8100\n  kewei serve --host 0.0.0.0 --base-url https://kewei.example.com --trusted-proxy 10.0.0.5',
  sample: '  kewei sample',
  'company.create': '  kewei company create north',
  'company.list': '  kewei company list --json',
  'user.create': '  kewei user create lan --name 李兰 --role care_manager --unit 综合部',
  'user.link': '  kewei user link lan',
  'user.password': '  kewei user password lan < password.txt',
  'token.create': '  kewei token create --user lan --name nightly --permissions orders.read,customers.read --days 90',
  'token.list': '  kewei token list --user lan',
  'token.revoke': '  kewei token revoke 3 --user lan',
  import: '  kewei import orders.xlsx --kind orders --map orders.yaml --create-customers --failed failed.xlsx',
  export: '  kewei export tiers --as-of 2026-06-30 --out tiers.csv',
  backup: '  kewei backup kewei-2026-11-22.kewei',
  restore: '  kewei restore kewei-2026-11-22.kewei --data /srv/kewei-new',
  call: '  kewei call customers.list \'{"limit":10}\'\n  kewei call people.create - < person.json',
  'policy.check': '  kewei policy check policy.yaml',
  'policy.publish': '  kewei policy publish policy.yaml --effective 2027-01-01 --note "new thresholds"',
  'policy.preview': '  kewei policy preview policy.yaml --effective 2027-01-01',
  'policy.show': '  kewei policy show 3 > policy.yaml',
  'policy.list': '  kewei policy list',
  'plan.run': '  kewei plan run\n  kewei plan run --as-of 2026-06-30 --until 2026-12-31',
  'tier.run': '  kewei tier run\n  kewei tier run --as-of 2026-06-30 --policy 2',
  'tier.why': '  kewei tier why C-0042 --as-of 2026-06-30',
}
