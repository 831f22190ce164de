import { expect, it } from "vitest";
import { isOver } from "./rights";

it("a last day is a day of use", () => {
  const today = "2026-12-01";
  expect(isOver({ valid_to: null }, today)).toBe(false);
  expect(isOver({ valid_to: "2027-01-31" }, today)).toBe(false);
  expect(isOver({ valid_to: today }, today)).toBe(false);
  expect(isOver({ valid_to: "2026-11-30" }, today)).toBe(true);
});
