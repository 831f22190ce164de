import type { Lang } from "../types";
import { fill } from "./index";

/** Words about households that the plan looks after. */
const vi = {
  note: "Chỉ cán bộ của xã và người duyệt xem được danh sách này. Không ghi họ tên, số giấy tờ.",
  none: "Chưa có hộ nào trong danh sách.",
  noneShown: "Không có hộ nào như vậy.",
  "count.all": "{n} hộ",
  "count.supported": "Đã hỗ trợ {n} hộ",
  counts: "Số hộ; bấm để chỉ xem những hộ ấy",
  "count.poor": "{n} hộ nghèo",
  "count.near_poor": "{n} hộ cận nghèo",
  "count.policy": "{n} hộ chính sách",
  "count.other": "{n} hộ khác",
  "category.poor": "Hộ nghèo",
  "category.near_poor": "Hộ cận nghèo",
  "category.policy": "Hộ chính sách",
  "category.other": "Hộ khác",
  show: "Hiện",
  "show.all": "Tất cả",
  "show.waiting": "Chưa được hỗ trợ",
  "show.supported": "Đã được hỗ trợ",
  one: "Hộ số {number}",
  waiting: "○ chưa được hỗ trợ",
  supported: "✓ {support}, ngày {date}",
  supportedOnly: "✓ đã hỗ trợ ngày {date}",
  planned: "○ dự kiến: {support}",
  counts_for: "tính cho chỉ tiêu {target}",
  "form.hamlet": "Ấp, sóc",
  "form.number": "Số của hộ (không ghi tên)",
  "form.category": "Diện hộ",
  "form.target": "Tính cho chỉ tiêu",
  "form.noTarget": "Không tính cho chỉ tiêu nào",
  "form.support": "Nội dung hỗ trợ",
  "form.supported": "Ngày đã hỗ trợ",
  "form.note": "Ghi chú",
  "form.choose": "Chọn ấp, sóc",
  said: "Đã ghi hộ số {number}.",
};

export type HouseholdKey = keyof typeof vi;

const en: Record<HouseholdKey, string> = {
  note: "Only the commune's own staff and approvers see this list. It has no names and no identity numbers.",
  none: "There are no households in the list yet.",
  noneShown: "There is no such household.",
  "count.all": "{n} {n|household|households}",
  "count.supported": "{n} have been supported",
  counts: "Counts; choose one to list those households alone",
  "count.poor": "{n} poor",
  "count.near_poor": "{n} near-poor",
  "count.policy": "{n} under preferential policy",
  "count.other": "{n} other",
  "category.poor": "Poor",
  "category.near_poor": "Near-poor",
  "category.policy": "Under preferential policy",
  "category.other": "Other",
  show: "Show",
  "show.all": "All",
  "show.waiting": "Not supported yet",
  "show.supported": "Supported",
  one: "Household {number}",
  waiting: "○ not supported yet",
  supported: "✓ {support}, on {date}",
  supportedOnly: "✓ supported on {date}",
  planned: "○ planned: {support}",
  counts_for: "counts for target {target}",
  "form.hamlet": "Hamlet",
  "form.number": "Number (no name)",
  "form.category": "Kind of household",
  "form.target": "Counts for the target",
  "form.noTarget": "For none",
  "form.support": "Support",
  "form.supported": "Supported on",
  "form.note": "Note",
  "form.choose": "Choose a hamlet",
  said: "Recorded household {number}.",
};

const dictionaries: Record<Lang, Record<HouseholdKey, string>> = { vi, en };

export type SayHousehold = (key: HouseholdKey, values?: Record<string, string | number>) => string;

export function householdWords(lang: Lang): SayHousehold {
  return (key, values = {}) => fill(dictionaries[lang][key], values);
}
