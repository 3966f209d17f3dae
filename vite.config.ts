import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { traditionalTable } from './src/platform/taiwan/vite-plugin.ts'

const inPackages = (names: string) => new RegExp(`node_modules/(${names})/`)

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
  plugins: [react(), silentIcons, traditionalTable(`${import.meta.dirname}/src`)],
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
      output: {
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
