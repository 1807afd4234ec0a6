import * as player from "../../actions/player.ts";
import { seek } from "../../state/stores/playback.ts";
import { transit } from "../../state/stores/run.ts";
import { ActionButton } from "../shell/ActionButton.tsx";
import { Glyph } from "../shell/Glyph.tsx";
import { TEST_IDS } from "../testids.ts";
import { describe } from "../text/describe.ts";
import { useFigure, useRun } from "../use-app.ts";
import { Timeline } from "./Timeline.tsx";

/** The player of a log: play, pause, step and scrub. Recorded and live runs have the same. */
export function Player() {
  const { run } = useFigure();
  const { events, cursor, playing, streaming, speed } = useRun(({ playback }) => ({
    events: playback.events,
    cursor: playback.cursor,
    playing: playback.playing,
    streaming: playback.streaming,
    speed: playback.speed,
  }));
  const sentence = describe(events, cursor);
  const live = streaming && playing;
  return (
    <section
      className="player"
      aria-label="Player"
      data-testid={TEST_IDS.player}
      data-cursor={cursor}
      data-events={events.length}
      data-playing={playing}
      data-streaming={streaming}
      data-speed={speed}
    >
      <div className="transport">
        <ActionButton action={player.first}>
          <Glyph name="first" />
        </ActionButton>
        <ActionButton action={player.back}>
          <Glyph name="back" />
        </ActionButton>
        <ActionButton action={player.toggle} label={playing ? "Pause" : "Play"} className="toggle">
          <Glyph name={playing ? "pause" : "play"} />
        </ActionButton>
        <ActionButton action={player.forward}>
          <Glyph name="forward" />
        </ActionButton>
        <ActionButton action={player.last}>
          <Glyph name="last" />
        </ActionButton>
      </div>
      <div className="scrubber">
        <Timeline events={events} />
        <input
          type="range"
          aria-label="Event"
          aria-valuetext={`Event ${cursor} of ${events.length}. ${sentence}`}
          min={0}
          max={Math.max(1, events.length)}
          value={cursor}
          style={{ backgroundSize: `${(100 * cursor) / Math.max(1, events.length)}% 100%` }}
          onChange={(event) =>
            transit(run, (playback) => seek(playback, Number(event.target.value)))
          }
        />
      </div>
      <p className="moment" role={playing ? undefined : "status"} translate="no">
        {sentence}
      </p>
      <div className="pace">
        <span className="numeral" translate="no">
          <span>{live ? "live" : cursor}</span>
          <span className="of">{` / ${events.length}`}</span>
        </span>
        <ActionButton action={player.slower}>
          <Glyph name="minus" />
        </ActionButton>
        <span className="numeral speed">{`${speed}×`}</span>
        <ActionButton action={player.faster}>
          <Glyph name="plus" />
        </ActionButton>
      </div>
    </section>
  );
}
