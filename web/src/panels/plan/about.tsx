import { date, list } from "../../format";
import { isPlanKey } from "../../i18n/plan";
import type { Plan, PlanReport } from "../../plan/types";
import { useSay } from "./context";
import { Fold, Item } from "./fold";
import { paragraphWords } from "./words";

/** What is about no commune. */
export function Whole({ plan, progress }: { plan: Plan; progress: PlanReport }) {
  const { lang, say } = useSay();
  const periods = plan.report_periods.names.map((name) => {
    const key = `period.${name}`;
    return isPlanKey(key) ? say(key) : name;
  });
  return (
    <>
      <Fold title={say("documents.title")} count={plan.documents.length}>
        <ul class="plan-items">
          {plan.documents.map((one) => (
            <Item key={one.id} paragraph={one.paragraph}>
              <span>
                <strong>{one.id}</strong>
                {one.issued_on && ` (${date(one.issued_on)})`} – {one.title[lang]}
              </span>
              <span class="quiet">
                {one.issuer}
                {one.id === plan.parent && ` · ${say("documents.parent")}`}
                {!one.confirmed && ` · ${say("evidence.unconfirmed")}: ${one.reason?.[lang] ?? ""}`}
              </span>
            </Item>
          ))}
        </ul>
      </Fold>
      <Fold title={say("statements.title")} count={plan.statements.length}>
        <ul class="plan-items">
          {plan.statements.map((one) => (
            <Item key={one.id} paragraph={one.paragraph}>
              {one.text[lang]}
            </Item>
          ))}
        </ul>
      </Fold>
      <Fold title={say("doubts.title")} count={plan.doubts.length}>
        <ul class="plan-items">
          {plan.doubts.map((one) => (
            <Item key={one.id} paragraph={one.paragraph}>
              {one.text[lang]}
            </Item>
          ))}
        </ul>
      </Fold>
      {progress.findings.length > 0 && (
        <Fold title={say("findings.title")} count={progress.findings.length}>
          <ul class="plan-items">
            {progress.findings.map((finding, i) => (
              <li key={`${finding.code}${i}`}>{finding.message[lang]}</li>
            ))}
          </ul>
        </Fold>
      )}
      <Fold title={say("about.title")}>
        <dl class="evidence-facts">
          <dt>{say("about.number")}</dt>
          <dd>{plan.number ?? say("about.blank")}</dd>
          <dt>{say("about.issued")}</dt>
          <dd>{plan.issued_on ? date(plan.issued_on) : say("about.blank")}</dd>
          <dt>{say("about.year")}</dt>
          <dd>{plan.year}</dd>
          <dt>{say("about.issuer")}</dt>
          <dd>{plan.issuer}</dd>
          <dt>{say("about.signed")}</dt>
          <dd>{plan.signed_by[lang]}</dd>
          <dt>{say("about.reports")}</dt>
          <dd>
            {list(periods, lang)} ({paragraphWords(plan.report_periods.paragraph, say)})
          </dd>
          <dt>{say("about.recipients")}</dt>
          <dd>{plan.recipients.names.join("; ")}</dd>
        </dl>
      </Fold>
    </>
  );
}
