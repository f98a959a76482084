import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

/** The server that the development server passes requests on to. */
const backend = process.env['MORTAR_URL'] ?? 'http://127.0.0.1:8080'

export default defineConfig({
  base: '/app/',
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  plugins: [
    react(),
    VitePWA({
      registerType: 'autoUpdate',
      injectRegister: false,
      manifest: {
        name: 'Mortar',
        short_name: 'Mortar',
        description: 'Follow-up work of the pharmacy',
        start_url: '/app/',
        scope: '/app/',
        display: 'standalone',
        background_color: '#f7f8f7',
        theme_color: '#0b6b5f',
        icons: [{ src: 'icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
      },
      workbox: {
        globPatterns: ['**/*.{js,css,html,svg,woff2}'],
        navigateFallback: '/app/index.html',
        navigateFallbackAllowlist: [/^\/app\//],
        // Answers of the record are never cached by the worker: they belong to the person signed in.
        runtimeCaching: [],
      },
    }),
  ],
  server: {
    port: 5173,
    proxy: Object.fromEntries(
      ['/fhir', '/api', '/oauth2', '/login', '/logout', '/demo'].map((path) => [path, backend]),
    ),
  },
  build: {
    target: 'es2022',
    manifest: true,
    // Inlined data: URLs would need holes in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
})
