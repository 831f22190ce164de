import type { Lang } from "../types";
import { fill } from "./index";

/** Words of the periodic reports, which come with their panel. English has the same keys, or `tsc` fails. */
const vi = {
  note: "Số liệu lấy từ bản đồ và kế hoạch; khi nộp được giữ nguyên. Hạn nộp: {n} ngày sau khi hết kỳ ({source}).",
  of: "Báo cáo của: {name}",
  period: "Kỳ báo cáo",
  "state.missing": "Chưa nộp",
  "state.waiting": "Đã nộp, chờ huyện",
  "state.returned": "Bị trả lại",
  "state.accepted": "Đã duyệt",
  late: "quá hạn",
  due: "hạn {date}",
  by: "{by}, {date}",
  reason: "Lý do trả lại: {reason}",
  show: "Xem số liệu",
  draft: "Dự thảo, số liệu hiện nay",
  kept: "Như đã nộp",
  print: "Bản in",
  file: "Tải XLSX",
  remark: "Ghi chú, khó khăn vướng mắc",
  submit: "Nộp báo cáo",
  submitted: "Đã nộp báo cáo.",
  accept: "Duyệt",
  accepted: "Đã duyệt báo cáo.",
  giveBack: "Trả lại",
  why: "Lý do trả lại",
  returned: "Đã trả lại báo cáo.",
  district: "Toàn huyện",
  "late.title": "Chưa nộp, đã quá hạn",
  "late.none": "Không đơn vị nào quá hạn.",
  "late.row": "{period}: {n} đơn vị",
  compare: "Số liệu đến {now}, so với {before}",
  sum: "Tổng cộng",
  yes: "có",
  no: "không",
  choose: "Chọn một xã trên bảng để lập báo cáo của xã; đang chọn cấp huyện.",
};

export type ReportKey = keyof typeof vi;

const en: Record<ReportKey, string> = {
  note: "Figures are those of the map and the plan; handed in, they stay as they were. Due {n} days after the period ({source}).",
  of: "Report of: {name}",
  period: "Period",
  "state.missing": "Not handed in",
  "state.waiting": "Handed in, waits for the district",
  "state.returned": "Returned",
  "state.accepted": "Accepted",
  late: "overdue",
  due: "due {date}",
  by: "{by}, {date}",
  reason: "Returned because: {reason}",
  show: "Show the figures",
  draft: "Draft, figures of now",
  kept: "As handed in",
  print: "For print",
  file: "XLSX",
  remark: "Remarks and difficulties",
  submit: "Hand in",
  submitted: "The report is handed in.",
  accept: "Accept",
  accepted: "The report is accepted.",
  giveBack: "Return",
  why: "Why it is returned",
  returned: "The report is returned.",
  district: "The district",
  "late.title": "Not handed in and overdue",
  "late.none": "Nobody is late.",
  "late.row": "{period} ({n})",
  compare: "Figures to {now}, against {before}",
  sum: "Total",
  yes: "yes",
  no: "no",
  choose: "Choose a commune in the table for its report; this is the district's.",
};

const dictionaries: Record<Lang, Record<ReportKey, string>> = { vi, en };

export type SayReport = (key: ReportKey, values?: Record<string, string | number>) => string;

/** The words of a language; `{name}` is replaced by the value of that name. */
export function reportWords(lang: Lang): SayReport {
  return (key, values = {}) => fill(dictionaries[lang][key], values);
}
