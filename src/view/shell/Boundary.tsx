/** Error boundaries: they show a fault in the place of the broken part, and the rest of the page goes on. */
import { Component, type ReactNode } from "react";
import { save } from "../../actions/page.ts";
import { TEST_IDS } from "../testids.ts";
import { useApp, useFigure, useRun } from "../use-app.ts";

interface Props {
  /** Shown instead of the children after they threw. */
  fallback(error: Error): ReactNode;
  /** When this changes, the children are tried again. */
  attempt?: unknown;
  children: ReactNode;
}

interface State {
  error: Error | null;
}

/** React offers error boundaries as classes only. */
class Boundary extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(thrown: unknown): State {
    return { error: thrown instanceof Error ? thrown : new Error(String(thrown)) };
  }

  override componentDidUpdate(before: Props): void {
    if (this.state.error && before.attempt !== this.props.attempt) this.setState({ error: null });
  }

  override render(): ReactNode {
    const { error } = this.state;
    return error ? this.props.fallback(error) : this.props.children;
  }
}

/** What stands in for a broken part. Its buttons are plain, as the page's own may be broken. */
function Broken({ sentence, error }: { sentence: string; error: Error }) {
  const app = useApp();
  const figure = useFigure();
  return (
    <div className="broken" role="alert" data-testid={TEST_IDS.broken}>
      <p>{sentence}</p>
      <p className="hint" translate="no">
        {error.message}
      </p>
      <div className="broken-buttons">
        <button type="button" className="quiet" onClick={() => window.location.reload()}>
          Reload
        </button>
        {save.enabled(app, figure) && (
          <button type="button" className="quiet" onClick={() => save.run(app, figure)}>
            Save the log
          </button>
        )}
      </div>
    </div>
  );
}

/** The boundary around a part of the page, which is tried again with another log. @param what the part, as a subject. */
export function Guard({ what, children }: { what: string; children: ReactNode }) {
  const generation = useRun((run) => run.generation);
  return (
    <Boundary
      attempt={generation}
      fallback={(error) => (
        <Broken
          error={error}
          sentence={`${what} cannot be shown: the page has a fault here. The rest of it still works.`}
        />
      )}
    >
      {children}
    </Boundary>
  );
}

/** The boundary around the whole page. */
export const PageGuard = ({ children }: { children: ReactNode }) => (
  <Boundary
    fallback={(error) => (
      <main className="broken-page">
        <Broken
          error={error}
          sentence="The page has stopped because of a fault of its own. Reload it to go on with the same setup; a log that you save first can be opened again."
        />
      </main>
    )}
  >
    {children}
  </Boundary>
);
