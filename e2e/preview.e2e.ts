import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "@playwright/test";
import { BASE, SITE } from "../src/cli/site/site.ts";

test("what npm start serves has the policy, prints its address, and says 404", async () => {
  const args = ["preview", "--host", "localhost", "--port", "4188", "--outDir", SITE];
  const server = spawn("node_modules/.bin/vite", args, { env: { ...process.env, BASE } });
  try {
    let said = "";
    server.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    await expect.poll(() => said, { timeout: 60_000 }).toContain("localhost:");
    const origin = "http://localhost:4188";
    const page = await fetch(`${origin}${BASE}`);
    expect(page.headers.get("content-security-policy")).toContain("'wasm-unsafe-eval'");
    expect(await page.text()).toContain("Ponderosa");
    expect((await fetch(`${origin}${BASE}models/absent/config.json`)).status).toBe(404);
  } finally {
    server.kill();
    await once(server, "close");
  }
});
