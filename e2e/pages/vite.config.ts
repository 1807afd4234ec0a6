/**
 * The pages of the browser tests, built beside the site and never shipped: index.html is the site's
 * own over scripted models, harness.html is the engine's client and nothing else.
 */
import { defineConfig, mergeConfig, type Plugin } from "vite";
import { PAGES, PAGES_BASE } from "../../src/cli/site/site.ts";
import site from "../../vite.config.ts";

const OWN = "/src/main.tsx";
const SCRIPTED = "/e2e/pages/scripted.ts";

function scriptedModels(): Plugin {
  return {
    name: "scripted-models",
    transformIndexHtml: {
      order: "pre",
      handler: (html, { path }) => {
        if (path !== "/index.html") return html;
        if (!html.includes(OWN)) throw new Error(`index.html does not load ${OWN}.`);
        return html.replace(OWN, SCRIPTED);
      },
    },
  };
}

/** Models are served from the site. */
const plugins = (site.plugins ?? []).filter(
  (plugin) => !(plugin && "name" in plugin && plugin.name === "copy-models"),
);

export default mergeConfig(
  { ...site, plugins },
  defineConfig({
    base: PAGES_BASE,
    plugins: [scriptedModels()],
    build: {
      outDir: PAGES,
      emptyOutDir: true,
      reportCompressedSize: false,
      rolldownOptions: { input: ["index.html", "e2e/pages/harness.html"] },
    },
  }),
);
