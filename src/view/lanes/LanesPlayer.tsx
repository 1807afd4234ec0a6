/** One player for all lanes, which shows each at the same cost; above its slider the strip of answers. */
import { type KeyboardEvent, useState } from "react";
import * as player from "../../actions/player.ts";
import { CURRENCIES } from "../../search/currencies.ts";
import { move } from "../../state/commands/lanes.ts";
import { endOf, frontierOf, seek, step, streams } from "../../state/stores/head.ts";
import { ActionButton } from "../shell/ActionButton.tsx";
import { Glyph } from "../shell/Glyph.tsx";
import { Part, useShown } from "../shell/Part.tsx";
import { TEST_IDS } from "../testids.ts";
import { amount } from "../text/numbers.ts";
import { useApp, useLanes } from "../use-app.ts";
import { Strip } from "./Strip.tsx";

const ARROWS: Readonly<Record<string, 1 | -1>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
};

export function LanesPlayer() {
  const app = useApp();
  const head = useLanes((state) => state.head);
  const currency = useLanes((state) => state.currency);
  const [reading, setReading] = useState("");
  const shown = useShown("player");
  const end = endOf(head);
  const { at, playing, speed } = head;
  const live = playing && streams(head) && at >= frontierOf(head) * 0.98;
  const name = CURRENCIES[currency].unit;
  const now = `${amount(currency, at)} ${name}`;
  const press = (event: KeyboardEvent) => {
    const by = ARROWS[event.key];
    if (by === undefined) return;
    event.preventDefault();
    move(app, (before) => step(before, by));
  };
  return (
    <section
      className="player lanes-player"
      aria-label="Player"
      data-testid={TEST_IDS.player}
      data-at={at}
      data-end={end}
      data-playing={playing}
      data-streaming={streams(head)}
      data-speed={speed}
    >
      <Part name="strip">
        <Strip onRead={setReading} />
      </Part>
      {shown && (
        <>
          <div className="transport">
            <ActionButton action={player.first}>
              <Glyph name="first" />
            </ActionButton>
            <ActionButton action={player.back} label="One change back">
              <Glyph name="back" />
            </ActionButton>
            <ActionButton
              action={player.toggle}
              label={playing ? "Pause" : "Play"}
              className="toggle"
            >
              <Glyph name={playing ? "pause" : "play"} />
            </ActionButton>
            <ActionButton action={player.forward} label="One change forward">
              <Glyph name="forward" />
            </ActionButton>
            <ActionButton action={player.last}>
              <Glyph name="last" />
            </ActionButton>
          </div>
          <div className="scrubber">
            <input
              type="range"
              aria-label="Spent"
              aria-valuetext={`Each lane at ${now}`}
              min={0}
              max={Math.max(end, Number.MIN_VALUE)}
              step="any"
              value={at}
              onKeyDown={press}
              onChange={(event) => move(app, (before) => seek(before, Number(event.target.value)))}
            />
          </div>
          <div className="pace">
            <span className="numeral" translate="no">
              <span>{live ? "live" : amount(currency, at)}</span>
              <span className="of">{` / ${amount(currency, end)}`}</span>
            </span>
            <ActionButton action={player.slower}>
              <Glyph name="minus" />
            </ActionButton>
            <span className="numeral speed">{`${speed}×`}</span>
            <ActionButton action={player.faster}>
              <Glyph name="plus" />
            </ActionButton>
          </div>
          <p className="moment" role={playing ? undefined : "status"} translate="no">
            {reading ||
              (end === 0
                ? "The player shows all lanes at the same cost."
                : `Each lane after ${now}.`)}
          </p>
        </>
      )}
    </section>
  );
}
