import { createHash } from 'node:crypto'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

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

/** The web client: from src/main/web to dist/web. `--mode kit` keeps the gallery of parts at /kit. */
export default defineConfig({
  root: 'src/main/web',
  base: '/',
  plugins: [react(), namedBuild],
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
