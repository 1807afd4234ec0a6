/** Questions as reasoning-gym 0.1.25 asks them: ten each of countdown, puzzle24 and simple_equations, seed 1000. */
import { expect, it } from "vitest";
import { familyOf, parseProblem } from "./families/index.ts";

/** The problem as countdown writes it, or the value of an equation's unknown. */
const QUESTIONS: readonly (readonly [question: string, expected: string])[] = [
  // countdown
  [
    "Calculate 737 using all of these numbers: 21, 1, 41, 12, 37.\nEach number may be used at most once.\n\nFinal answer format instructions:\n1. Provide your solution as a arithmetic expression (no '=' sign).\n2. Do not include the target number in the expression.\n3. Use '*' for multiplication.\n4. Use '/' for division.\n5. Do not include any other text or formatting.\n",
    "Make 737 from 21, 1, 41, 12, 37.",
  ],
  [
    "Using all the numbers 78, 100, 26, 74, create an expression that equals 122.\nYou can only use each number once.\n\nFinal answer format instructions:\n1. Provide your solution as a arithmetic expression (no '=' sign).\n2. Do not include the target number in the expression.\n3. Use '*' for multiplication.\n4. Use '/' for division.\n5. Do not include any other text or formatting.\n",
    "Make 122 from 78, 100, 26, 74.",
  ],
  [
    "Using all the numbers 93, 6, 20, 36, 74, 12, create an expression that equals 527.\nYou can only use each number once.\n\nFinal answer format instructions:\n1. Provide your solution as a arithmetic expression (no '=' sign).\n2. Do not include the target number in the expression.\n3. Use '*' for multiplication.\n4. Use '/' for division.\n5. Do not include any other text or formatting.\n",
    "Make 527 from 93, 6, 20, 36, 74, 12.",
  ],
  [
    "Find a way to make 758 using all of these numbers: 47, 72, 29, 93, 60.\nEach number can only be used once.\n\nFinal answer format instructions:\n1. Provide your solution as a arithmetic expression (no '=' sign).\n2. Do not include the target number in the expression.\n3. Use '*' for multiplication.\n4. Use '/' for division.\n5. Do not include any other text or formatting.\n",
    "Make 758 from 47, 72, 29, 93, 60.",
  ],
  [
    "Calculate 447 using all of these numbers: 4, 92, 20, 17, 19.\nEach number may be used at most once.\n\nFinal answer format instructions:\n1. Provide your solution as a arithmetic expression (no '=' sign).\n2. Do not include the target number in the expression.\n3. Use '*' for multiplication.\n4. Use '/' for division.\n5. Do not include any other text or formatting.\n",
    "Make 447 from 4, 92, 20, 17, 19.",
  ],
  [
    "Calculate 108 using all of these numbers: 45, 64, 1, 90, 90.\nEach number may be used at most once.\n\nFinal answer format instructions:\n1. Provide your solution as a arithmetic expression (no '=' sign).\n2. Do not include the target number in the expression.\n3. Use '*' for multiplication.\n4. Use '/' for division.\n5. Do not include any other text or formatting.\n",
    "Make 108 from 45, 64, 1, 90, 90.",
  ],
  [
    "Using all the numbers 73, 83, 82, 24, 92, create an expression that equals 160.\nYou can only use each number once.\n\nFinal answer format instructions:\n1. Provide your solution as a arithmetic expression (no '=' sign).\n2. Do not include the target number in the expression.\n3. Use '*' for multiplication.\n4. Use '/' for division.\n5. Do not include any other text or formatting.\n",
    "Make 160 from 73, 83, 82, 24, 92.",
  ],
  [
    "Find a way to make 109 using all of these numbers: 95, 77, 40, 23.\nEach number can only be used once.\n\nFinal answer format instructions:\n1. Provide your solution as a arithmetic expression (no '=' sign).\n2. Do not include the target number in the expression.\n3. Use '*' for multiplication.\n4. Use '/' for division.\n5. Do not include any other text or formatting.\n",
    "Make 109 from 95, 77, 40, 23.",
  ],
  [
    "Using all the numbers 8, 36, 39, 29, 64, 19, create an expression that equals 804.\nYou can only use each number once.\n\nFinal answer format instructions:\n1. Provide your solution as a arithmetic expression (no '=' sign).\n2. Do not include the target number in the expression.\n3. Use '*' for multiplication.\n4. Use '/' for division.\n5. Do not include any other text or formatting.\n",
    "Make 804 from 8, 36, 39, 29, 64, 19.",
  ],
  [
    "Calculate 171 using all of these numbers: 44, 5, 48, 44.\nEach number may be used at most once.\n\nFinal answer format instructions:\n1. Provide your solution as a arithmetic expression (no '=' sign).\n2. Do not include the target number in the expression.\n3. Use '*' for multiplication.\n4. Use '/' for division.\n5. Do not include any other text or formatting.\n",
    "Make 171 from 44, 5, 48, 44.",
  ],
  // puzzle24
  [
    "Make 24 using 10, 2, 6, 2. You can only use each number once. You can use the operators +, -, *, /.\nFinal answer format instructions:\n1. Provide your final answer as a arithmetic expression (no '=' sign).\n2. Do not include the target number in the expression.\n3. Use '*' for multiplication.\n4. Use '/' for division.\n",
    "Make 24 from 10, 2, 6, 2.",
  ],
  [
    "Make 24 using 10, 6, 4, 3. You can only use each number once. You can use the operators +, -, *, /.\nFinal answer format instructions:\n1. Provide your final answer as a arithmetic expression (no '=' sign).\n2. Do not include the target number in the expression.\n3. Use '*' for multiplication.\n4. Use '/' for division.\n",
    "Make 24 from 10, 6, 4, 3.",
  ],
  [
    "Make 24 using 6, 2, 3, 4. You can only use each number once. You can use the operators +, -, *, /.\nFinal answer format instructions:\n1. Provide your final answer as a arithmetic expression (no '=' sign).\n2. Do not include the target number in the expression.\n3. Use '*' for multiplication.\n4. Use '/' for division.\n",
    "Make 24 from 6, 2, 3, 4.",
  ],
  [
    "Make 24 using 8, 6, 6, 3. You can only use each number once. You can use the operators +, -, *, /.\nFinal answer format instructions:\n1. Provide your final answer as a arithmetic expression (no '=' sign).\n2. Do not include the target number in the expression.\n3. Use '*' for multiplication.\n4. Use '/' for division.\n",
    "Make 24 from 8, 6, 6, 3.",
  ],
  [
    "Make 24 using 2, 8, 10, 6. You can only use each number once. You can use the operators +, -, *, /.\nFinal answer format instructions:\n1. Provide your final answer as a arithmetic expression (no '=' sign).\n2. Do not include the target number in the expression.\n3. Use '*' for multiplication.\n4. Use '/' for division.\n",
    "Make 24 from 2, 8, 10, 6.",
  ],
  [
    "Make 24 using 3, 8, 5, 4. You can only use each number once. You can use the operators +, -, *, /.\nFinal answer format instructions:\n1. Provide your final answer as a arithmetic expression (no '=' sign).\n2. Do not include the target number in the expression.\n3. Use '*' for multiplication.\n4. Use '/' for division.\n",
    "Make 24 from 3, 8, 5, 4.",
  ],
  [
    "Make 24 using 6, 1, 4, 8. You can only use each number once. You can use the operators +, -, *, /.\nFinal answer format instructions:\n1. Provide your final answer as a arithmetic expression (no '=' sign).\n2. Do not include the target number in the expression.\n3. Use '*' for multiplication.\n4. Use '/' for division.\n",
    "Make 24 from 6, 1, 4, 8.",
  ],
  [
    "Make 24 using 8, 2, 1, 9. You can only use each number once. You can use the operators +, -, *, /.\nFinal answer format instructions:\n1. Provide your final answer as a arithmetic expression (no '=' sign).\n2. Do not include the target number in the expression.\n3. Use '*' for multiplication.\n4. Use '/' for division.\n",
    "Make 24 from 8, 2, 1, 9.",
  ],
  [
    "Make 24 using 4, 6, 4, 4. You can only use each number once. You can use the operators +, -, *, /.\nFinal answer format instructions:\n1. Provide your final answer as a arithmetic expression (no '=' sign).\n2. Do not include the target number in the expression.\n3. Use '*' for multiplication.\n4. Use '/' for division.\n",
    "Make 24 from 4, 6, 4, 4.",
  ],
  [
    "Make 24 using 3, 3, 9, 6. You can only use each number once. You can use the operators +, -, *, /.\nFinal answer format instructions:\n1. Provide your final answer as a arithmetic expression (no '=' sign).\n2. Do not include the target number in the expression.\n3. Use '*' for multiplication.\n4. Use '/' for division.\n",
    "Make 24 from 3, 3, 9, 6.",
  ],
  // simple_equations
  ["Find the value of y in the equation: 46*y + 99 = 2675", "x = 56"],
  ["Find the value of z in the equation: 12*z - 98 = 490", "x = 49"],
  ["Determine the value of q that satisfies: 100 - 62*q = -3372", "x = 56"],
  ["Determine the value of p that satisfies: 70*p + 111 = 4381", "x = 61"],
  ["Find the value of n in the equation: 7821*n = 782100", "x = 100"],
  ["Find the value of p in the equation: 122 - 39*p = -2335", "x = 63"],
  ["Determine the value of l that satisfies: 1539*l = 64638", "x = 42"],
  ["Solve for b: 210 - 29*b = 7", "x = 7"],
  ["Determine the value of q that satisfies: 77*q - 91 = 1372", "x = 19"],
  ["Find the value of f in the equation: 63 - 22*f = -2115", "x = 99"],
];

it.each(QUESTIONS)("%j", (question, expected) => {
  const parsed = parseProblem(question);
  if (!parsed.ok) throw new Error(parsed.error.message);
  const { problem } = parsed;
  const family = familyOf(problem.family);
  const isEquation = problem.family === "equations";
  expect(
    isEquation ? family.extractAnswer(problem, family.solve(problem) ?? []) : problem.text,
  ).toBe(expected);
});
