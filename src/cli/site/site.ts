/** Where the browser tests build and serve the page: under a base path, as GitHub Pages would. */
export const BASE = "/ponderosa/";
export const SITE = ".cache/site";
export const PORT = Number(process.env.PONDEROSA_PORT ?? 4179);
export const ORIGIN = `http://localhost:${PORT}`;
/** The tiny models of the engine's tests; they are served beside the page, whose engine loads them. */
export const FIXTURES = "src/engine/fixtures";
export const FIXTURES_BASE = `${BASE}fixtures/`;
/** The pages of the browser tests alone: see e2e/pages/vite.config.ts. */
export const PAGES = ".cache/pages";
export const PAGES_BASE = `${BASE}pages/`;
