/**
 * A linear head with one output at the step's last token, whose sigmoid is P(correct): the
 * bundled models' step head, and the value head of Skywork-o1-Open-PRM (Linear(hidden, 1) and
 * sigmoid at the step token; SkyworkAI/skywork-o1-prm-inference, prm_model.py).
 */
import { at, plain, type Reading } from "../reading.ts";

export const valueHead = (): Reading => plain(1, ({ last }) => at(last, 0));
