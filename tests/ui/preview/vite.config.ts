/** Builds the real app over a fake background, for pictures. Never part of the extension. */
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const root = import.meta.dirname
const project = resolve(root, '../../..')

export default defineConfig({
  root,
  plugins: [react()],
  resolve: { alias: { 'webextension-polyfill': resolve(root, 'browser-stub.ts') } },
  publicDir: resolve(project, 'public'),
  build: {
    outDir: resolve(project, 'test-output/preview-app'),
    emptyOutDir: true,
    target: 'chrome120',
    minify: false,
    reportCompressedSize: false,
  },
})
