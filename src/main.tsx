import { EngineClient } from "./engine/client/client.ts";
import { start } from "./start.tsx";

start(new EngineClient());
