import { createReadStream, statSync } from "node:fs";
import { cp, mkdir, readFile, stat } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import manifest from "./package.json" with { type: "json" };
import { parseCatalog } from "./src/engine/sources/catalog.ts";

/** Where the site lives: "/" or, say, "/ponderosa/" on GitHub Pages. */
const base = process.env.BASE ?? "/";
/** Folder with catalog.json; the tests put the tiny models here. */
const models = resolve(process.env.PONDEROSA_MODELS ?? "models");

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Asyncify runs in every browser that has WebGPU, and in those that have none. */
const ortWasm = here("./node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.asyncify.wasm");

/** No inline scripts, no eval but for WASM, nothing from elsewhere. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
].join("; ");

/** The policy as a meta element, since GitHub Pages sends no headers of ours. Built pages only. */
function contentSecurityPolicy(): Plugin {
  return {
    name: "content-security-policy",
    apply: "build",
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: CONTENT_SECURITY_POLICY },
        injectTo: "head-prepend",
      },
    ],
  };
}

/** models/ at <base>models/, from the source, while developing. */
function serveModels(): Plugin {
  return {
    name: "serve-models",
    apply: "serve",
    configureServer: (server) => {
      const prefix = `${server.config.base}models/`;
      server.middlewares.use((request, response, next) => {
        const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
        if (!path.startsWith(prefix)) return next();
        const file = resolve(models, path.slice(prefix.length));
        const found = file.startsWith(models + sep)
          ? stat(file).catch(() => null)
          : Promise.resolve(null);
        void found.then((entry) => {
          // A missing model must be a 404: the page in its place would be cached as a model.
          if (!entry?.isFile()) {
            response.statusCode = 404;
            response.end();
            return;
          }
          if (file.endsWith(".json")) response.setHeader("content-type", "application/json");
          response.setHeader("content-length", entry.size);
          createReadStream(file).pipe(response);
        });
      });
    },
  };
}

/** The catalog and its models, and nothing else of models/, into the built site. */
function copyModels(): Plugin {
  let outDir = "dist";
  return {
    name: "copy-models",
    apply: "build",
    configResolved: (config) => {
      outDir = resolve(config.root, config.build.outDir);
    },
    closeBundle: async () => {
      const catalogFile = join(models, "catalog.json");
      const text = await readFile(catalogFile, "utf8").catch(() => null);
      if (text === null) {
        console.warn("models/catalog.json is missing: the site is built without models.");
        return;
      }
      const target = join(outDir, "models");
      await mkdir(target, { recursive: true });
      await cp(catalogFile, join(target, "catalog.json"));
      for (const { folder, files } of parseCatalog(JSON.parse(text)).models) {
        for (const { path } of files) {
          await mkdir(dirname(join(target, folder, path)), { recursive: true });
          await cp(join(models, folder, path), join(target, folder, path));
        }
      }
    },
  };
}

export default defineConfig({
  base,
  // A file that is missing must be a 404, not the page: it would be cached as a model.
  appType: "mpa",
  plugins: [react(), contentSecurityPolicy(), serveModels(), copyModels()],
  resolve: {
    alias: [
      {
        // A regex: a string alias does not match "#ort-wasm?url".
        find: /^#ort-wasm/,
        replacement: ortWasm,
      },
    ],
  },
  define: {
    __ORT_WASM_BYTES__: statSync(ortWasm).size,
    __PROGRAM_VERSION__: JSON.stringify(manifest.version),
  },
  worker: { format: "es" },
  build: { target: "esnext", assetsInlineLimit: 0, chunkSizeWarningLimit: 1200 },
  preview: { headers: { "Content-Security-Policy": CONTENT_SECURITY_POLICY } },
});
