import { useEffect, useState } from "preact/hooks";
import type { AccountEvent } from "../../account/types";
import { dateTime } from "../../format";
import { eventWords } from "../../i18n/account";
import { useDoing } from "../shared/doing";
import { useAccount, useSay } from "./context";
import { Trouble } from "./parts";

/** What was done with accounts lately. */
export function Record() {
  const { lang, say } = useSay();
  const account = useAccount();
  const { problem, run } = useDoing();
  const [events, setEvents] = useState<AccountEvent[]>([]);
  useEffect(() => void run(async () => setEvents(await account.events())), []);
  return (
    <div class="account-part">
      <Trouble problem={problem} />
      <ul class="account-list">
        {events.map((event) => (
          <li key={event.id}>
            <span>
              {event.actor || say("record.server")}: {eventWords(lang, event.event)}
              {event.user !== event.actor && event.user && ` “${event.user}”`}
              <span class="quiet account-line">
                {[dateTime(event.at), event.address, event.detail].filter(Boolean).join(" · ")}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
