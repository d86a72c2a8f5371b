import { defineConfig } from 'vite';
import { viteSingleFile } from 'vite-plugin-singlefile';

// One file without references to anything: it is opened from a mail or an artifact, where there is no network.
export default defineConfig({
    plugins: [viteSingleFile({ removeViteModuleLoader: true })],
    esbuild: { jsx: 'automatic', jsxImportSource: 'preact', legalComments: 'none' },
    build: { target: 'es2022', modulePreload: false, emptyOutDir: true },
});
