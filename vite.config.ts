import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { traditionalTable } from './src/platform/taiwan/vite-plugin.ts'

const inPackages = (names: string) => new RegExp(`node_modules/(${names})/`)

/** Gives the service worker a name for this build: browsers take a new worker only when its file has changed. */
const namedBuild: Plugin = {
  name: 'kewei-named-build',
  generateBundle(_, bundle) {
    const worker = bundle['sw.js']
    if (worker?.type !== 'chunk') throw new Error('The service worker was not built')
    if (worker.imports.length > 0) throw new Error('The service worker must be one file')
    const build = createHash('sha256').update(Object.keys(bundle).sort().join()).update(worker.code).digest('hex').slice(0, 12)
    worker.code = worker.code.replaceAll('__KEWEI_BUILD__', JSON.stringify(build))
  },
}

const nothing = '\0nothing-of-the-table'

/**
 * Our lists have their own filters and paging and no menu over the selection, but the table of antd brings the parts for it along, a
 * fifth of what the first page would load. They are left out; where it puts one of them around something, that stays.
 */
const leanTable: Plugin = {
  name: 'lean-table',
  enforce: 'pre',
  resolveId(source, importer = '') {
    const isPart = /(^|\/)(pagination|dropdown|radio|FilterDropdown)$/.test(source)
    return isPart && /\/antd\/es\/table\//.test(importer) ? nothing : undefined
  },
  load: (id) => (id === nothing ? 'export default ({ children }) => children ?? null\nexport const flattenKeys = () => []' : undefined),
}

const source = fileURLToPath(new URL('./src/', import.meta.url))
const hasWords = (file: string): boolean => readFileSync(file, 'utf8').includes('defineText')
const english = `${source}main/web/english.ts`

/**
 * `defineText(chinese, english)` in our words: the pages come with the Chinese, and `english.ts` brings all English to those who read it.
 * While developing both stay together.
 */
const wordsApart: Plugin = {
  name: 'words-apart',
  apply: 'build',
  load(id) {
    if (id !== english) return undefined
    const files = globSync('**/{text,*-text}.ts', { cwd: source }).map((file) => source + file)
    const parts = files.filter(hasWords)
    const imports = parts.map((file, i) => `import * as part${i} from ${JSON.stringify(`${file}?english`)}`)
    const all = parts.map((_, i) => `...Object.values(part${i})`)
    return `${imports.join('\n')}\nexport const texts = [${all.join(', ')}].filter((words) => words.en)`
  },
  transform(code, id) {
    const [file = '', query] = id.split('?')
    if (!file.startsWith(source) || !/(^|[/-])text\.ts$/.test(file) || !code.includes('defineText(')) return undefined
    const dropped = query === 'english' ? 0 : 1
    const cuts = wordsIn(this.parse(code)).flatMap((call) => call[dropped] ?? [])
    return cuts.toSorted((a, b) => b.start - a.start).reduce((text, { start, end }) => `${text.slice(0, start)}{}${text.slice(end)}`, code)
  },
}

type Place = { start: number; end: number }
type Node = Partial<Place> & { type?: string; callee?: { name?: string }; arguments?: Place[] }

/** The arguments of each call of `defineText`. */
function wordsIn(tree: unknown): Place[][] {
  if (typeof tree !== 'object' || tree === null) return []
  const node: Node = tree
  if (node.type === 'CallExpression' && node.callee?.name === 'defineText') return [node.arguments ?? []]
  return Object.values(tree).flatMap(wordsIn)
}

/** antd's icons call themselves by their English file names; beside words of ours they are silent. */
const silentIcons: Plugin = {
  name: 'silent-icons',
  transform: (code, id) =>
    id.includes('@ant-design/icons/es/components/AntdIcon') ? code.replace('"aria-label": icon.name', '"aria-hidden": true') : undefined,
}

/** The web client: from src/main/web to dist/web. `--mode kit` keeps the gallery of parts at /kit. */
export default defineConfig({
  root: 'src/main/web',
  base: '/',
  plugins: [react(), namedBuild, silentIcons, leanTable, wordsApart, traditionalTable(`${import.meta.dirname}/src`)],
  // The server puts a fresh nonce in place of this word, in every reply of index.html.
  html: { cspNonce: '__CSP_NONCE__' },
  server: { port: 5173, strictPort: true, proxy: { '/api': 'http://127.0.0.1:8100' } },
  build: {
    outDir: '../../../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    sourcemap: false,
    // Small files stay files: data: addresses are not among what the page may load.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      input: { index: 'src/main/web/index.html', sw: 'src/main/web/offline/service-worker.ts' },
      output: {
        // A service worker rules over what lies below it, and keeps its name.
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        codeSplitting: {
          groups: [
            { name: 'react', test: inPackages('react|react-dom|scheduler|@tanstack/[^/]+'), priority: 3 },
            { name: 'zod', test: inPackages('zod'), priority: 2 },
          ],
        },
      },
    },
  },
})
