/**
 * A plain static server for the built page, as strict as a host may be: a base path, a
 * content security policy, real 404s, and no cross-origin isolation headers.
 */
import { createReadStream, statSync } from "node:fs";
import { createServer, type Server, type ServerResponse } from "node:http";
import { extname, join, normalize, sep } from "node:path";

/** The policy that the README promises the page lives under. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

/** The file that a request's path names; null when it is outside the base or the folder. */
export function fileFor(pathname: string, folder: string, base: string): string | null {
  if (!pathname.startsWith(base)) return null;
  let inside: string;
  try {
    inside = decodeURIComponent(pathname.slice(base.length));
  } catch {
    return null;
  }
  const path = normalize(join(folder, inside === "" ? "index.html" : inside));
  const root = normalize(folder + sep);
  if (!path.startsWith(root) || inside.includes("\0")) return null;
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? path : null;
}

function refuse(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(sentence);
}

/**
 * @param base begins and ends with a slash; @param folder holds index.html.
 * @param more other folders by their own bases; the first folder wins.
 */
export function serve(
  folder: string,
  base: string,
  more: Readonly<Record<string, string>> = {},
): Server {
  const places = [[base, folder] as const, ...Object.entries(more)];

  return createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (request.method !== "GET" && request.method !== "HEAD") {
      return refuse(response, 405, "Only GET and HEAD are answered.");
    }
    const paths = places.map(([base, folder]) => fileFor(pathname, folder, base));
    const path = paths.find((one) => one !== null);
    if (!path) return refuse(response, 404, `There is no ${pathname} here.`);
    response.writeHead(200, {
      "content-type": TYPES[extname(path)] ?? "application/octet-stream",
      "content-length": statSync(path).size,
      "content-security-policy": CONTENT_SECURITY_POLICY,
      "x-content-type-options": "nosniff",
      "cache-control": "no-cache",
    });
    if (request.method === "HEAD") return response.end();
    createReadStream(path).pipe(response);
  });
}
