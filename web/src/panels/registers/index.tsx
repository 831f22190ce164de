import { address } from "../../api";
import { date, number } from "../../format";
import { registerWords } from "../../i18n/registers";
import type { Cooperative, Product } from "../../registers/types";
import { useWords } from "../context";
import { type RegisterProps, useList, useUnitName, Waiting } from "./answer";

export { Capital } from "./capital";
export { GuidanceLog } from "./guidance";
export { Titles } from "./titles";

/** Co-operatives of a commune, or of all. */
export function Cooperatives({ unit, plan, Change }: RegisterProps) {
  const { lang } = useWords();
  const say = registerWords(lang);
  const list = useList<{ cooperatives: Cooperative[] }>(address("/api/cooperatives", { unit }));
  const nameOf = useUnitName(unit === null);
  const rows = list.answer?.cooperatives ?? [];
  return (
    <Waiting list={list}>
      <Change unit={unit} subjects={[{ what: "newCooperative", unit, plan, known: null }]} />
      {rows.length === 0 && <p class="quiet">{say("none")}</p>}
      <ul class="plan-items">
        {rows.map((one) => (
          <li key={one.id} class="plan-item">
            <span>
              <strong>{one.name}</strong> – {say(`coop.kind.${one.kind}`)}
            </span>
            <span class="quiet">
              {[
                nameOf(one.unit, one.hamlet),
                one.founded_on
                  ? say("coop.founded", { date: date(one.founded_on) })
                  : say("coop.foundedUnknown"),
                one.dissolved_on && say("coop.dissolved", { date: date(one.dissolved_on) }),
                one.members !== null && say("coop.members", { n: number(one.members, lang) }),
                one.evidence,
                one.note,
              ]
                .filter(Boolean)
                .join(" · ")}
            </span>
            <Change
              unit={one.unit}
              subjects={[
                { what: "cooperative", unit, plan, known: one },
                {
                  what: "removal",
                  path: `/api/cooperatives/${encodeURIComponent(one.id)}`,
                  etag: one.etag,
                  name: one.name,
                },
              ]}
            />
          </li>
        ))}
      </ul>
    </Waiting>
  );
}

/** Products of the programme “one commune one product”. */
export function Products({ unit, plan, Change }: RegisterProps) {
  const { lang } = useWords();
  const say = registerWords(lang);
  const list = useList<{ products: Product[] }>(address("/api/products", { unit }));
  const others = useList<{ cooperatives: Cooperative[] }>(address("/api/cooperatives", {}));
  const cooperatives = others.answer?.cooperatives ?? [];
  const nameOf = useUnitName(unit === null);
  const rows = list.answer?.products ?? [];
  const owner = (one: Product) =>
    one.owner_kind === "household"
      ? say("product.household")
      : one.owner_name && say("product.owner", { name: one.owner_name });
  return (
    <Waiting list={list}>
      <Change unit={unit} subjects={[{ what: "newProduct", unit, plan, known: null, cooperatives }]} />
      {rows.length === 0 && <p class="quiet">{say("none")}</p>}
      <ul class="plan-items">
        {rows.map((one) => (
          <li key={one.id} class="plan-item">
            <span>
              <strong>{one.name}</strong> {owner(one)}
            </span>
            <span>
              {one.stars !== null && one.recognised_on
                ? say("product.stars", { n: one.stars, date: date(one.recognised_on) })
                : say("product.waiting")}
            </span>
            <span class="quiet">
              {[
                nameOf(one.unit, one.hamlet),
                one.valid_to && say("product.until", { date: date(one.valid_to) }),
                one.decision,
                one.note,
              ]
                .filter(Boolean)
                .join(" · ")}
            </span>
            <Change
              unit={one.unit}
              subjects={[
                { what: "product", unit, plan, known: one, cooperatives },
                {
                  what: "removal",
                  path: `/api/products/${encodeURIComponent(one.id)}`,
                  etag: one.etag,
                  name: one.name,
                },
              ]}
            />
          </li>
        ))}
      </ul>
    </Waiting>
  );
}
