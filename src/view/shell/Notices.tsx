/** Messages above the figure: a failure, what a link asked for and the page lacks, and a link to copy by hand. */
import { useEffect, useRef } from "react";
import { TEST_IDS } from "../testids.ts";
import { unmetSentence } from "../text/unmet.ts";
import { useApp, useShell } from "../use-app.ts";
import { Failure } from "./Failure.tsx";

export function Notices() {
  return (
    <>
      <Failure />
      <UnmetNotice />
      <LinkToCopy />
    </>
  );
}

function UnmetNotice() {
  const { shell } = useApp();
  const unmet = useShell((state) => state.unmet);
  if (unmet.length === 0) return null;
  return (
    <div className="notice" role="status" data-testid={TEST_IDS.notice}>
      <p>{unmetSentence(unmet)}</p>
      <button type="button" className="quiet small" onClick={() => shell.setState({ unmet: [] })}>
        Dismiss
      </button>
    </div>
  );
}

function LinkToCopy() {
  const { shell } = useApp();
  const address = useShell((state) => state.toCopy);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (address !== null) field.current?.select();
  }, [address]);
  if (address === null) return null;
  const close = () => shell.setState({ toCopy: null });
  return (
    <div className="notice" data-testid={TEST_IDS.linkToCopy}>
      <label className="link-to-copy">
        <span>The browser does not let the page copy the link. Copy it from here:</span>
        <input
          ref={field}
          type="text"
          readOnly
          value={address}
          onFocus={(event) => event.currentTarget.select()}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.preventDefault();
            close();
          }}
        />
      </label>
      <button type="button" className="quiet small" onClick={close}>
        Close
      </button>
    </div>
  );
}
