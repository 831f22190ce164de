import { describe, expect, it } from "vitest";
import type { Cooperative, Product } from "../registers/types";
import {
  answerGuidance,
  askGuidance,
  type CapitalDraft,
  parseVnd,
  recordTitle,
  removeRecord,
  saveCapital,
  saveCooperative,
  saveProduct,
  sourcesFor,
  withWork,
} from "./register_requests";
import { funds, type WorkRecord } from "./requests";

const coop: Cooperative = {
  ...{ id: "HTX1", plan: "p", etag: '"r3"', name: "HTX A", unit: "25345", hamlet: null, note: null },
  ...{ kind: "agriculture", founded_on: "2024-03-05", dissolved_on: null, members: 25, evidence: "GCN 12" },
};
const coopDraft = {
  ...{ name: "HTX A", unit: "25345", hamlet: "", kind: "agriculture" as const, founded: "05/03/2024" },
  ...{ dissolved: "", members: "25", evidence: "GCN 12", note: "" },
};

describe("what the forms of the registers send", () => {
  it("is of a new co-operative what is known", () => {
    expect(saveCooperative({ ...coopDraft, founded: "", members: "" }, null, "p").request).toEqual({
      method: "POST",
      path: "/api/cooperatives",
      body: { name: "HTX A", unit: "25345", kind: "agriculture", evidence: "GCN 12", plan: "p" },
    });
  });

  it("is of a known one what differs, an emptied field taken out", () => {
    expect(saveCooperative(coopDraft, coop, "p").bad).toBe("bad.same");
    expect(
      saveCooperative({ ...coopDraft, members: "", dissolved: "01/11/2024" }, coop, "p").request,
    ).toEqual({
      method: "PATCH",
      path: "/api/cooperatives/HTX1",
      etag: '"r3"',
      body: { dissolved_on: "2024-11-01", members: null },
    });
  });

  it("is nothing that cannot be read", () => {
    expect(saveCooperative({ ...coopDraft, name: " " }, null, "p").bad).toBe("bad.name");
    expect(saveCooperative({ ...coopDraft, unit: "" }, null, "p").bad).toBe("bad.unit");
    expect(saveCooperative({ ...coopDraft, founded: "mai" }, null, "p").bad).toBe("bad.day");
    expect(saveCooperative({ ...coopDraft, members: "ít" }, null, "p").bad).toBe("bad.number");
  });

  it("has stars, a day and a decision together, or none of them", () => {
    const draft = {
      ...{ name: "Điều rang", unit: "25345", hamlet: "", ownerKind: "cooperative" as const },
      ...{ cooperative: "HTX1", owner: "", stars: "", recognised: "", validTo: "", decision: "", note: "" },
    };
    expect(saveProduct(draft, null, "p").request?.body).toEqual({
      ...{ name: "Điều rang", unit: "25345", owner_kind: "cooperative", cooperative: "HTX1", plan: "p" },
    });
    const recognised = { ...draft, stars: "4", recognised: "05/11/2024", decision: "QĐ 9" };
    expect(saveProduct(recognised, null, "p").request?.body).toMatchObject({
      ...{ stars: 4, recognised_on: "2024-11-05", decision: "QĐ 9" },
    });
    expect(saveProduct({ ...recognised, decision: "" }, null, "p").bad).toBe("bad.decision");
    expect(saveProduct({ ...recognised, recognised: "" }, null, "p").bad).toBe("bad.day");
    expect(saveProduct({ ...draft, cooperative: "" }, null, "p").bad).toBe("bad.cooperative");
    expect(saveProduct({ ...draft, ownerKind: "enterprise" }, null, "p").bad).toBe("bad.owner");
    // Of a household no name is sent, whatever was typed before.
    expect(saveProduct({ ...draft, ownerKind: "household", owner: "X" }, null, "p").request?.body).toEqual({
      ...{ name: "Điều rang", unit: "25345", owner_kind: "household", plan: "p" },
    });
    const known = { id: "SP1", etag: '"r4"', ...recognised, owner_kind: "cooperative" } as unknown as Product;
    expect(saveProduct({ ...draft, ownerKind: "household" }, known, "p").request).toMatchObject({
      path: "/api/products/SP1",
      body: { owner_kind: "household", cooperative: null, stars: null, decision: null },
    });
  });

  it("is of a title its decision, and warns when somebody was faster", () => {
    const of = { hamlet: "25345-01", title: "cultural" as const, year: 2024, etag: '"r7"' };
    const draft = { recognised: "yes" as const, decision: "QĐ 12", decided: "", note: "" };
    expect(recordTitle(of, draft, "p").request).toEqual({
      method: "POST",
      path: "/api/hamlet-titles",
      etag: '"r7"',
      body: {
        ...{ hamlet: "25345-01", title: "cultural", year: 2024, recognised: true, plan: "p" },
        decision: "QĐ 12",
      },
    });
    expect(recordTitle(of, { ...draft, decision: "" }, "p").bad).toBe("bad.decision");
    expect(recordTitle(of, { ...draft, recognised: "no", decision: "" }, "p").request?.body).toMatchObject({
      recognised: false,
    });
  });

  it("takes a record off with the reason", () => {
    expect(removeRecord("/api/products/SP1", '"r4"', "ghi nhầm").request).toEqual({
      method: "DELETE",
      path: "/api/products/SP1?comment=ghi%20nh%E1%BA%A7m",
      etag: '"r4"',
    });
  });
});

describe("capital and guidance", () => {
  it("offer the sources that a work has in its plan first, and take one of them", () => {
    const work = { id: "Q7", unit: "25438", funding: [{ source: "ADP của tỉnh" }] } as WorkRecord;
    expect(sourcesFor(work.funding, "programme")[0]).toBe("ADP của tỉnh");
    expect(sourcesFor(undefined, "vốn cũ")).toEqual([...funds, "vốn cũ"]);
    const draft = { source: "programme", unit: "", work: "" } as CapitalDraft;
    const chosen = { source: "ADP của tỉnh", unit: "25438", work: "Q7" };
    expect(withWork(draft, work)).toMatchObject(chosen);
    expect(withWork({ ...draft, ...chosen }, undefined)).toMatchObject({ ...chosen, work: "" });
  });

  it("counts whole đồng, also those taken back", () => {
    expect(["1.200.000", "500", "-2.000.000", "−7"].map(parseVnd)).toEqual([1_200_000, 500, -2_000_000, -7]);
    expect(["", "0", "1,5", "1.20", "nhiều", "--5"].map(parseVnd)).toEqual(Array(6).fill(null));
  });

  it("names the paper that an entry rests on", () => {
    const draft = {
      ...{ type: "allocation" as const, source: "programme", work: "H3", unit: "25345", on: "06/05/2024" },
      ...{ amount: "6.500.000.000", document: "QĐ 1828", note: "" },
    };
    expect(saveCapital(draft, null, "p").request).toEqual({
      method: "POST",
      path: "/api/capital",
      body: {
        ...{ type: "allocation", source: "programme", on: "2024-05-06", amount_vnd: 6_500_000_000 },
        ...{ document: "QĐ 1828", work: "H3", unit: "25345", plan: "p" },
      },
    });
    expect(saveCapital({ ...draft, document: "" }, null, "p").bad).toBe("bad.decision");
    expect(saveCapital({ ...draft, amount: "1,5" }, null, "p").bad).toBe("bad.money");
  });

  it("asks about one criterion or one work", () => {
    const draft = {
      unit: "25345",
      department: "finance",
      about: "work:H1",
      question: "Hồ sơ?",
      document: "",
    };
    const sent = { unit: "25345", department: "finance", question: "Hồ sơ?", plan: "p" };
    expect(askGuidance(draft, "s", "p").request?.body).toEqual({ ...sent, work: "H1" });
    expect(askGuidance({ ...draft, about: "criterion:2" }, "s", "p").request?.body).toEqual({
      ...sent,
      criterion: { set: "s", code: "2" },
    });
    expect(askGuidance({ ...draft, about: "" }, "s", "p").bad).toBe("bad.about");
    expect(askGuidance({ ...draft, department: "" }, "s", "p").bad).toBe("bad.department");
    expect(answerGuidance({ id: "HD1", etag: '"r3"' }, "Theo CV 15", "").request).toMatchObject({
      path: "/api/guidance/HD1/answer",
      etag: '"r3"',
      body: { text: "Theo CV 15" },
    });
  });
});
