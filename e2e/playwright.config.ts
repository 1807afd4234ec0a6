import { defineConfig } from "@playwright/test";
import { findChromium } from "../src/cli/site/find-chromium.ts";
import { BASE, ORIGIN } from "../src/cli/site/site.ts";

const QUIET = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-quic",
];

/** With this one flag a Chromium without a GPU offers SwiftShader as its adapter; without it, none. */
const WEBGPU = ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"];

const browser = (flags: readonly string[]) => ({
  launchOptions: { executablePath: findChromium().path, args: [...QUIET, ...flags] },
});

export default defineConfig({
  testDir: ".",
  testMatch: "*.e2e.ts",
  outputDir: "../test-results",
  workers: 2,
  timeout: 480_000,
  expect: { timeout: 20_000 },
  forbidOnly: process.env.CI !== undefined,
  use: {
    baseURL: `${ORIGIN}${BASE}`,
    headless: true,
    viewport: { width: 1440, height: 900 },
    trace: "off",
    screenshot: "only-on-failure",
  },
  projects: [
    {
      name: "webgpu",
      use: browser(WEBGPU),
      testMatch: ["engine.e2e.ts", "models.e2e.ts", "parity.e2e.ts"],
      // SwiftShader is one processor doing a GPU's work: two pages at once only slow each other.
      workers: 1,
    },
    { name: "wasm", use: browser([]) },
  ],
  webServer: {
    command: "node_modules/.bin/tsx e2e/serve-site.ts",
    cwd: "..",
    url: `${ORIGIN}${BASE}`,
    reuseExistingServer: false,
  },
});
