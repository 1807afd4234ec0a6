import { availableParallelism } from "node:os";
import { defineConfig, mergeConfig } from "vitest/config";
import site from "./vite.config.ts";

export default mergeConfig(
  site,
  defineConfig({
    test: {
      // A file finds the modules that the one before it loaded: loading them took as long as the tests.
      isolate: false,
      // Vitest leaves a core to its watcher, which one run does not have.
      maxWorkers: availableParallelism(),
      unstubGlobals: true,
      restoreMocks: true,
    },
  }),
);
