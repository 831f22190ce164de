import type { ComponentChildren } from "preact";
import { area, number } from "../format";
import { roomName } from "../i18n/rooms";
import { conditionName } from "../names";
import type { FacilityRecord } from "../types";
import { useWords } from "./context";
import { Later } from "./later";
import { OutOfUse } from "./record_use";
import { UnitLink } from "./road_details";

export function FacilityDetails({ facility }: { facility: FacilityRecord }) {
  const { lang, t } = useWords();
  const yesNo = (value: boolean | null) =>
    value === null ? t("value.unknown") : t(value ? "value.yes" : "value.no");
  const met = facility.standard_met;
  const rooms = Object.entries(facility.rooms ?? {});
  return (
    <>
      <header class="details-head">
        <h2 id="details-title" tabIndex={-1}>
          {facility.name || t(`kind.${facility.kind}`)}
        </h2>
        <p class="facts">
          <span>{t(`kind.${facility.kind}`)}</span>
          <span>{conditionName(facility.condition, t)}</span>
          {facility.code && <span>{`${t("facility.code")} ${facility.code}`}</span>}
          <OutOfUse lastDay={facility.valid_to} />
        </p>
      </header>
      <Later part="Tools" />
      <dl class="record">
        <Fact name={t("facility.condition")}>{conditionName(facility.condition, t)}</Fact>
        <Fact name={t("facility.standard")}>
          {met === null ? t("value.unknown") : t(met ? "value.met" : "value.notMet")}
        </Fact>
        <Fact name={t("facility.commune")}>
          {facility.commune ? <UnitLink unit={facility.commune} /> : t("value.unknown")}
        </Fact>
        <Fact name={t("facility.serves")}>
          {facility.serves.length === 0
            ? t("value.unknown")
            : facility.serves.map((unit, i) => (
                <span key={unit.code}>
                  {i > 0 && ", "}
                  <UnitLink unit={unit} />
                </span>
              ))}
        </Fact>
        <Fact name={t("facility.rooms")}>
          {rooms.length === 0
            ? t("value.unknown")
            : rooms.map(([name, count]) => `${roomName(name, lang)}: ${number(count, lang)}`).join(", ")}
        </Fact>
        <Fact name={t("facility.seats")}>
          {facility.seats === null ? t("value.unknown") : number(facility.seats, lang)}
        </Fact>
        <Fact name={t("facility.area")}>
          {facility.area_m2 === null ? t("value.unknown") : area(facility.area_m2, lang)}
        </Fact>
        <Fact name={t("facility.toilet")}>{yesNo(facility.toilet)}</Fact>
        <Fact name={t("facility.well")}>{yesNo(facility.well)}</Fact>
      </dl>
      <Later part="RecordHistory" />
    </>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
