import { defineConfig } from 'rolldown'

const node = {
  platform: 'node',
  external: ['sharp', 'wrtc', 'react-devtools-core', 'pg-native', 'cpu-features'],
  transform: {
    target: 'node24',
    jsx: { runtime: 'automatic' },
    define: { 'process.env.NODE_ENV': '"production"' },
  },
}

/** The two programs and the two browser pages; each program is split at its dynamic imports so that `--help` loads little. */
export default defineConfig([
  { ...node, input: 'bin/deskhand.ts', output: { dir: 'dist/deskhand', format: 'esm', minify: true, cleanDir: true } },
  { ...node, input: 'bin/deskhand-agent.ts', output: { dir: 'dist/agent', format: 'esm', minify: true, cleanDir: true } },
])
