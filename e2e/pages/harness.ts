/** The engine without a page: its client, for the tests to call. Nothing is loaded before they ask. */
import { EngineClient } from "../../src/engine/client/client.ts";

Object.assign(window, { engine: new EngineClient() });
