/**
 * `npm run -s bench -- render`: how long the built page's main thread is at work for each thing
 * that is done to a large recorded tree, in a real browser. What is timed is all from the deed to
 * the end of the frame that shows it: script, style, layout and the recording of the paint.
 */
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { chromium, type Page } from "@playwright/test";
import { writeLog } from "../search/log.ts";
import { fold } from "../search/tree.ts";
import { describeFlags, type Flag, integerFlag, parseFlags } from "./flags.ts";
import { largeLog } from "./large-log.ts";
import { findChromium } from "./site/find-chromium.ts";
import { BASE, SITE } from "./site/site.ts";
import { serve } from "./site/static-server.ts";
import { UsageError } from "./usage.ts";

const FLAGS: readonly Flag[] = [
  { name: "batches", value: "100", help: "how often each thing is done" },
  { name: "built", help: `measure the page that is in ${SITE}, and build none` },
  { name: "json", help: "print one JSON object instead of a table" },
  { name: "help", help: "say all this" },
];

/** The first is there to compare with: what the page does for any tree. */
const SIZES = [100, 1000, 10_000];
const GOAL_MS = 16;

/** What is done to the page; of each of them so many batches. */
const DEEDS = ["replay", "scrub", "step", "zoom", "pan"] as const;
type Deed = (typeof DEEDS)[number];

interface Times {
  median: number;
  /** 95th percentile. */
  high: number;
}

interface Rendered {
  nodes: number;
  events: number;
  /** Milliseconds from the file's choice to the tree that is shown. */
  open: number;
  /** Milliseconds of the main thread a batch. */
  deeds: Record<Deed, Times>;
}

/** @param times at least one. */
function summary(times: readonly number[]): Times {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
  return { median: at(0.5), high: at(0.95) };
}

/** Do this so many times, each in a frame of its own. @returns milliseconds of each. */
const timed = (page: Page, deed: Deed, batches: number): Promise<number[]> =>
  page.evaluate(
    async ({ deed, batches }) => {
      const slider = document.querySelector<HTMLInputElement>('.player input[type="range"]');
      const figure = document.querySelector<SVGSVGElement>('svg[role="tree"]');
      if (!slider || !figure) throw new Error("The page shows no tree and no player.");
      const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
      const seek = (share: number): void => {
        setValue?.call(slider, String(Math.round(share * Number(slider.max))));
        slider.dispatchEvent(new Event("input", { bubbles: true }));
      };
      const { left, top, width, height } = figure.getBoundingClientRect();
      const centre = { clientX: left + width * 0.6, clientY: top + height * 0.45 };
      const mouse = (type: string, x: number, to: EventTarget) =>
        to.dispatchEvent(
          new MouseEvent(type, {
            bubbles: true,
            cancelable: true,
            view: window,
            clientX: centre.clientX + x,
            clientY: centre.clientY + x / 2,
          }),
        );
      const deeds: Record<typeof deed, (index: number) => void> = {
        replay: (index) => seek((index + 1) / batches),
        // Back and forth by the golden section, which comes everywhere.
        scrub: (index) => seek((index * 0.618034) % 1),
        step: () =>
          document.body.dispatchEvent(new KeyboardEvent("keydown", { key: ",", bubbles: true })),
        zoom: (index) =>
          figure.dispatchEvent(
            new WheelEvent("wheel", {
              bubbles: true,
              cancelable: true,
              ...centre,
              deltaY: index % batches < batches / 2 ? -40 : 40,
            }),
          ),
        pan: (index) => mouse("mousemove", 60 * Math.sin(index / 5), window),
      };
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      // A message that is sent in a frame comes when the frame has been rendered.
      const rendered = () =>
        new Promise((resolve) => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = resolve;
          port2.postMessage(null);
        });
      const times: number[] = [];
      if (deed === "pan") mouse("mousedown", 0, figure);
      for (let index = 0; index < batches; index++) {
        await frame();
        const began = performance.now();
        deeds[deed](index);
        await rendered();
        const between = performance.now();
        // What React put off to a task of its own is painted in the frame after.
        await frame();
        const again = performance.now();
        await rendered();
        times.push(between - began + (performance.now() - again));
      }
      if (deed === "pan") mouse("mouseup", 0, window);
      return times;
    },
    { deed, batches },
  );

async function render(page: Page, url: string, size: number, batches: number): Promise<Rendered> {
  const log = await largeLog(size);
  // tsx names functions through a helper (esbuild's keepNames, privatenumber/tsx#113), which the
  // functions that are sent to the page miss there.
  await page.addInitScript("globalThis.__name = (named) => named");
  await page.goto(url);
  await page.locator('[data-source="recorded"]').first().waitFor();
  await page.keyboard.press("End");
  const began = performance.now();
  await page.locator("#log-file").setInputFiles({
    name: "large.json",
    mimeType: "application/json",
    buffer: Buffer.from(writeLog(log)),
  });
  await page.locator('.caption[data-source="file"]').waitFor({ timeout: 120_000 });
  await page.keyboard.press("End");
  await page.locator(`.player[data-cursor="${log.length}"]`).waitFor({ timeout: 120_000 });
  const open = performance.now() - began;
  const deeds: Partial<Record<Deed, Times>> = {};
  for (const deed of DEEDS) {
    if (deed !== "replay") await page.keyboard.press("End");
    deeds[deed] = summary(await timed(page, deed, batches));
  }
  const { replay, scrub, step, zoom, pan } = deeds;
  if (!replay || !scrub || !step || !zoom || !pan) throw new Error("A measure is missing.");
  const nodes = fold(log).nodes.length;
  return { nodes, events: log.length, open, deeds: { replay, scrub, step, zoom, pan } };
}

const number = (ms: number): string => ms.toFixed(1);

function table(results: readonly Rendered[], batches: number): string {
  const lines = results.flatMap(({ nodes, events, open, deeds }) => [
    `${nodes} nodes, ${events} events, opened in ${(open / 1000).toFixed(1)} s`,
    ...DEEDS.map((deed) => {
      const { median, high } = deeds[deed];
      return `  ${deed.padEnd(8)}${number(median).padStart(8)} ms median ${number(high).padStart(8)} ms at the 95th percentile`;
    }),
  ]);
  return [...lines, `Each of ${batches} batches; the goal is less than ${GOAL_MS} ms.`].join("\n");
}

/** @throws UsageError when the command line cannot be read; Error when the page cannot be built. */
export async function benchRender(argv: readonly string[]): Promise<void> {
  const parsed = parseFlags([...argv], FLAGS);
  if (parsed.values.has("help")) {
    process.stdout.write(`bench render [flags]\n\n${describeFlags(FLAGS)}\n`);
    return;
  }
  if (parsed.positionals.length > 0)
    throw new UsageError(`bench render takes flags only, not "${parsed.positionals[0]}".`);
  const batches = integerFlag(parsed, "batches", { min: 1, max: 10_000, otherwise: 100 });
  if (!parsed.values.has("built")) {
    const args = ["build", "--outDir", SITE, "--emptyOutDir", "--logLevel", "warn"];
    const env = { ...process.env, BASE };
    const { status } = spawnSync("node_modules/.bin/vite", args, { stdio: "inherit", env });
    if (status !== 0) throw new Error("The page could not be built.");
  }
  const server = serve(SITE, BASE).listen(0, "localhost");
  const browser = await chromium.launch({
    executablePath: findChromium().path,
    args: ["--no-sandbox"],
  });
  try {
    if (!server.listening) await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("There is no port.");
    const results: Rendered[] = [];
    for (const size of SIZES) {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      results.push(await render(page, `http://localhost:${address.port}${BASE}`, size, batches));
      await page.close();
    }
    const command = `npm run -s bench -- render ${argv.join(" ")}`.trim();
    process.stdout.write(
      `${parsed.values.has("json") ? JSON.stringify({ command, batches, results }) : table(results, batches)}\n`,
    );
  } finally {
    await browser.close();
    server.close();
  }
}
