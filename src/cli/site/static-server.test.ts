import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fileFor, serve } from "./static-server.ts";

const root = mkdtempSync(join(tmpdir(), "site-"));
const folder = join(root, "site");
const server = serve(folder, "/base/", { "/base/more/": join(root, "more") });
let origin = "";

beforeAll(async () => {
  mkdirSync(join(folder, "assets"), { recursive: true });
  writeFileSync(join(root, "secret.txt"), "secret");
  mkdirSync(join(root, "more"));
  writeFileSync(join(root, "more/model.json"), "{}");
  writeFileSync(join(folder, "index.html"), "<p>hello");
  writeFileSync(join(folder, "assets/a b.wasm"), "wasm");
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(root, { recursive: true });
});

describe("the server of the browser tests", () => {
  it("serves under its base path only, with the policy and without isolation", async () => {
    const page = await fetch(`${origin}/base/`);
    expect(await page.text()).toBe("<p>hello");
    expect(page.headers.get("content-security-policy")).toContain("'wasm-unsafe-eval'");
    expect(page.headers.get("cross-origin-embedder-policy")).toBeNull();
    const wasm = await fetch(`${origin}/base/assets/a%20b.wasm`);
    expect(wasm.headers.get("content-type")).toBe("application/wasm");
    expect((await fetch(`${origin}/`)).status).toBe(404);
  });

  it("serves other folders under bases of their own", async () => {
    expect(await (await fetch(`${origin}/base/more/model.json`)).text()).toBe("{}");
    expect((await fetch(`${origin}/base/model.json`)).status).toBe(404);
    expect((await fetch(`${origin}/base/more/`)).status).toBe(404);
  });

  it("answers 404 for what is missing, never the page", async () => {
    expect((await fetch(`${origin}/base/models/config.json`)).status).toBe(404);
    expect((await fetch(`${origin}/base/assets`)).status).toBe(404);
    expect((await fetch(`${origin}/base/`, { method: "POST" })).status).toBe(405);
  });

  it("stays inside its folder", () => {
    expect(fileFor("/base/../secret.txt", folder, "/base/")).toBeNull();
    expect(fileFor("/base/%2e%2e/secret.txt", folder, "/base/")).toBeNull();
    expect(fileFor("/base/%zz", folder, "/base/")).toBeNull();
  });
});
