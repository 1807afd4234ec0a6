/** The engine without a page: its client, for the tests to call. Nothing is loaded before they ask. */
import { EngineClient } from "../../src/engine/client/client.ts";
import type { EngineInfo } from "../../src/engine/contract/info.ts";
import type { LoadOptions } from "../../src/engine/contract/requests.ts";

class HarnessClient extends EngineClient {
  #last = "";

  override load(options: LoadOptions = {}): Promise<EngineInfo> {
    this.#last = JSON.stringify(options);
    return super.load(options);
  }

  /** Load these models, unless the last load was of the very same and they are ready. */
  async loadOnce(options: LoadOptions): Promise<EngineInfo> {
    const same = this.#last === JSON.stringify(options);
    return same && this.state.status === "ready" ? this.state.info : this.load(options);
  }
}

Object.assign(window, { engine: new HarnessClient() });
