/**
 * A linear head with one output is read at the step's last token; its sigmoid is P(correct). The
 * bundled models' step head is of this kind, and so is the value head of Skywork-o1-Open-PRM
 * (Linear(hidden, 1) and sigmoid at the step token; SkyworkAI/skywork-o1-prm-inference, prm_model.py).
 */
import { at, plain, type Reading } from "../reading.ts";

export const valueHead = (): Reading => plain(1, ({ last }) => at(last, 0));
