import { useState } from "preact/hooks";
import type { Problem } from "../../api";
import { problemOf } from "../../loader";
import { useController } from "../context";

/** Something that the server is asked to do: whether it is under way, and what went wrong. */
export function useDoing() {
  const controller = useController();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      const found = problemOf(error);
      setProblem(found);
      // The session may have ended meanwhile: signing in lies over what was being done, which stays.
      if (found.status === 401) {
        await controller.loadSession();
        controller.store.set({ dialog: "account" });
      }
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, run, forget: () => setProblem(null) };
}
