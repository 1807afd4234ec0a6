import { type DragEvent, useState } from "react";
import { useStore } from "zustand";
import { actions } from "../../actions/index.ts";
import type { App as PageApp } from "../../state/app.ts";
import { openFiles } from "../../state/commands/open-log.ts";
import { shows } from "../../state/stores/visibility.ts";
import { LanesPage } from "../lanes/LanesPage.tsx";
import { SweepPage } from "../sweep/SweepPage.tsx";
import { AppContext } from "../use-app.ts";
import { PageGuard } from "./Boundary.tsx";
import { EmbedLink } from "./EmbedLink.tsx";
import { KeysOverlay } from "./KeysOverlay.tsx";
import { OnePage } from "./OnePage.tsx";

const hasFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes("Files");

export const App = ({ app }: { app: PageApp }) => (
  <AppContext value={app}>
    <PageGuard>
      <Page app={app} />
      <KeysOverlay actions={actions} />
    </PageGuard>
  </AppContext>
);

/** One of the three views. Files may be dropped anywhere on it. */
function Page({ app }: { app: PageApp }) {
  const [dropping, setDropping] = useState(false);
  const comparing = useStore(app.lanes, ({ lanes }) => lanes.length > 0);
  const sweeping = useStore(app.sweep, ({ open }) => open);
  const visibility = useStore(app.visibility);
  const classes = [
    "page",
    dropping && "dropping",
    comparing && !sweeping && "comparing",
    sweeping && "sweeping",
    visibility.embed && "embedded",
    !shows(visibility, "setup") && "without-setup",
    !shows(visibility, "results") && "without-results",
  ];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files can be opened by a button as well
    <div
      className={classes.filter(Boolean).join(" ")}
      onDragOver={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setDropping(true);
      }}
      onDragLeave={(event) => {
        const to = event.relatedTarget;
        if (!(to instanceof Node && event.currentTarget.contains(to))) setDropping(false);
      }}
      onDrop={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setDropping(false);
        void openFiles(app, [...event.dataTransfer.files]);
      }}
    >
      {sweeping ? <SweepPage /> : comparing ? <LanesPage /> : <OnePage />}
      <EmbedLink />
    </div>
  );
}
