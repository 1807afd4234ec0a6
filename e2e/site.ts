/** Where the browser tests build and serve the page: under a base path, as GitHub Pages would. */
export const BASE = "/ponderosa/";
export const SITE = ".cache/site";
export const PORT = 4179;
export const ORIGIN = `http://localhost:${PORT}`;
