/**
 * `npm run -s bench -- render`: how long the main thread of the built page, in a real browser, takes
 * for each of several actions on a large recorded tree: script, style, layout and recording of the
 * paint. Read the processor time, which the load of the machine does not change.
 */
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { type CDPSession, chromium, type Page } from "@playwright/test";
import { writeLog } from "../../search/log.ts";
import { fold } from "../../search/tree.ts";
import { describeFlags, type Flag, integerFlag, onlyFlags, parseFlags } from "../flags.ts";
import { largeLog } from "../large-log.ts";
import { print } from "../output.ts";
import { findChromium } from "../site/find-chromium.ts";
import { BASE, SITE } from "../site/site.ts";
import { serve } from "../site/static-server.ts";

const FLAGS: readonly Flag[] = [
  { name: "batches", value: "100", help: "how often each action is done" },
  { name: "built", help: `measure the page in ${SITE} as it is; do not build it` },
  { name: "json", help: "print one JSON object instead of a table" },
  { name: "help", help: "print this help" },
];

/** The first size is for comparison: what the page does for any tree. */
const SIZES = [100, 1000, 10_000];
const GOAL_MS = 16;

/** The actions on the page, each measured in as many batches. "nothing" is the cost of measuring. */
const DEEDS = ["nothing", "replay", "scrub", "step", "zoom", "pan"] as const;
type Deed = (typeof DEEDS)[number];

interface Times {
  median: number;
  /** 95th percentile. */
  high: number;
}

/** Milliseconds per batch. */
interface Measured {
  processor: Times;
  /** From the action to the end of the frame that shows it. */
  wall: Times;
}

interface Rendered {
  nodes: number;
  events: number;
  /** Milliseconds from the choice of the file until its tree is shown. */
  open: number;
  deeds: Readonly<Record<Deed, Measured>>;
}

/** @param times at least one. */
function summary(times: readonly number[]): Times {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
  return { median: at(0.5), high: at(0.95) };
}

/** Functions inside the page that do the actions. */
const hands = (page: Page) =>
  page.evaluateHandle(() => {
    const slider = document.querySelector<HTMLInputElement>('.player input[type="range"]');
    const figure = document.querySelector<SVGSVGElement>('svg[role="tree"]');
    if (!slider || !figure) throw new Error("The page shows no tree and no player.");
    const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
    const seek = (share: number): void => {
      setValue?.call(slider, String(Math.round(share * Number(slider.max))));
      slider.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const { left, top, width, height } = figure.getBoundingClientRect();
    const [clientX, clientY] = [left + width * 0.6, top + height * 0.45];
    const all = { bubbles: true, cancelable: true, view: window };
    const mouse = (type: string, by: number, to: EventTarget) =>
      to.dispatchEvent(
        new MouseEvent(type, { ...all, clientX: clientX + by, clientY: clientY + by / 2 }),
      );
    const deeds = {
      nothing: () => {},
      replay: (share: number) => seek(share),
      // Back and forth by the golden section, which reaches every part.
      scrub: (_: number, index: number) => seek((index * 0.618034) % 1),
      step: () => document.body.dispatchEvent(new KeyboardEvent("keydown", { ...all, key: "," })),
      zoom: (share: number) =>
        figure.dispatchEvent(
          new WheelEvent("wheel", { ...all, clientX, clientY, deltaY: share <= 0.5 ? -40 : 40 }),
        ),
      pan: (share: number, index: number) => {
        if (index === 0) mouse("mousedown", 0, figure);
        mouse("mousemove", 60 * Math.sin(index / 5), window);
        if (share === 1) mouse("mouseup", 0, window);
      },
    };
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    // A message that is sent within a frame arrives when the frame has been rendered.
    const rendered = () =>
      new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = resolve;
        port2.postMessage(null);
      });
    /** Does an action in a frame of its own. @returns milliseconds until it was shown. */
    const act = async (deed: keyof typeof deeds, share: number, index: number) => {
      await frame();
      const began = performance.now();
      deeds[deed](share, index);
      await rendered();
      const between = performance.now();
      // What React defers to a task of its own is painted in the next frame.
      await frame();
      const again = performance.now();
      await rendered();
      return between - began + (performance.now() - again);
    };
    return { act };
  });

/** Milliseconds of processor time that the main thread of the page has used. */
async function processorTime(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN) * 1000;
}

async function measure(
  page: Page,
  session: CDPSession,
  deed: Deed,
  batches: number,
): Promise<Measured> {
  const there = await hands(page);
  const [processor, wall]: [number[], number[]] = [[], []];
  for (let index = 0; index < batches; index++) {
    const before = await processorTime(session);
    const share = (index + 1) / batches;
    wall.push(
      await there.evaluate(({ act }, [deed, share, index]) => act(deed, share, index), [
        deed,
        share,
        index,
      ] as const),
    );
    processor.push((await processorTime(session)) - before);
  }
  await there.dispose();
  return { processor: summary(processor), wall: summary(wall) };
}

async function render(page: Page, url: string, size: number, batches: number): Promise<Rendered> {
  const log = await largeLog(size);
  // tsx names functions through a helper (esbuild's keepNames, privatenumber/tsx#113). The page does
  // not have it, and the functions sent there need it.
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
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const does = async (deed: Deed) => {
    await page.keyboard.press("End");
    return measure(page, session, deed, batches);
  };
  const deeds = {
    nothing: await does("nothing"),
    replay: await does("replay"),
    scrub: await does("scrub"),
    step: await does("step"),
    zoom: await does("zoom"),
    pan: await does("pan"),
  };
  return { nodes: fold(log).nodes.length, events: log.length, open, deeds };
}

const written = (ms: number): string => ms.toFixed(1).padStart(8);

function table(results: readonly Rendered[], batches: number): string {
  const heads = ["processor", "at 95 %", "wall", "at 95 %"].map((head) => head.padStart(10));
  const lines = results.flatMap(({ nodes, events, open, deeds }) => [
    `${nodes} nodes, ${events} events, opened in ${(open / 1000).toFixed(1)} s`,
    `  ${"ms a batch".padEnd(10)}${heads.join("")}`,
    ...DEEDS.map((deed) => {
      const { processor, wall } = deeds[deed];
      const times = [processor.median, processor.high, wall.median, wall.high];
      return `  ${deed.padEnd(10)}${times.map((ms) => written(ms).padStart(10)).join("")}`;
    }),
  ]);
  const goal = `the goal is less than ${GOAL_MS} ms of the main thread's processor time`;
  return [...lines, `Medians and 95th percentiles of ${batches} batches; ${goal}.`].join("\n");
}

/** @throws UsageError when the command line cannot be read; Error when the page cannot be built. */
export async function benchRender(argv: readonly string[]): Promise<void> {
  const parsed = parseFlags([...argv], FLAGS);
  if (parsed.values.has("help")) {
    await print(`bench render [flags]\n\n${describeFlags(FLAGS)}\n`);
    return;
  }
  onlyFlags(parsed, "bench render");
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
    await print(
      `${parsed.values.has("json") ? JSON.stringify({ command, batches, results }) : table(results, batches)}\n`,
    );
  } finally {
    await browser.close();
    server.close();
  }
}
