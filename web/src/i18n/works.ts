import type { Lang } from "../types";
import { fill } from "./index";

/** Words of the forms that change the plan. English has the same keys, or `tsc` fails. */
const vi = {
  "form.state": "Trạng thái",
  "form.started": "Khởi công",
  "form.finished": "Hoàn thành",
  "form.actual": "Khối lượng đã làm",
  "form.cost": "Kinh phí, đồng",
  "form.owner": "Chủ đầu tư",
  "form.note": "Ghi chú",
  "form.evidence": "Biên bản, chứng cứ",
  "form.acceptedOn": "Ngày nghiệm thu",
  "form.surface": "Mặt đường",
  "form.place": "Nơi thực hiện",
  "form.placeUnknown": "Chọn nơi",
  "form.value": "Giá trị đạt được",
  "form.asOf": "Ngày số liệu",
  "form.photos": "Ảnh (cách nhau bởi dấu phẩy)",
  "form.here": "Gắn đường, công trình đang chọn trên bản đồ làm chứng cứ",
  "form.title": "Nội dung",
  "form.text": "Chi tiết",
  "form.kind": "Loại",
  "form.answer": "Trả lời",
  "fund.title": "Nguồn vốn, đồng",
  "fund.province_cement": "Xi măng tỉnh cấp",
  "fund.district_sand_stone": "Cát, đá huyện cấp",
  "fund.people": "Nhân dân đóng góp",
  "fund.programme": "Chương trình NTM",
  "fund.adp": "ADP",
  "kind.difficulty": "khó khăn",
  "kind.proposal": "kiến nghị",
  "bad.day": "Ngày ghi như 05/11/2024.",
  "bad.number": "Cần một số, ví dụ 12,4.",
  "bad.text": "Hãy ghi nội dung.",
  "bad.evidence": "Hãy ghi biên bản hoặc chứng cứ.",
  "bad.same": "Chưa có gì thay đổi.",
  "effect.criterion": "Tiêu chí {code} của {unit}: {before} → {after}",
  "said.work": "Đã cập nhật {name}.",
  "said.accept": "Đã nghiệm thu {name}.",
  "said.target": "Đã kê khai {name}.",
  "said.result": "Đã ghi tiêu chí {name}.",
  "said.difficulty": "Đã gửi.",
  "said.answer": "Đã trả lời.",
};

export type WorksKey = keyof typeof vi;

const en: Record<WorksKey, string> = {
  "form.state": "State",
  "form.started": "Begun",
  "form.finished": "Finished",
  "form.actual": "Quantity done",
  "form.cost": "Cost, VND",
  "form.owner": "Owner",
  "form.note": "Note",
  "form.evidence": "Minutes, evidence",
  "form.acceptedOn": "Day of acceptance",
  "form.surface": "Surface",
  "form.place": "Place",
  "form.placeUnknown": "Choose the place",
  "form.value": "Value reached",
  "form.asOf": "Day of the value",
  "form.photos": "Photos (commas between)",
  "form.here": "Attach the road or facility that is selected on the map",
  "form.title": "What it is about",
  "form.text": "Details",
  "form.kind": "Kind",
  "form.answer": "Answer",
  "fund.title": "Money by source, VND",
  "fund.province_cement": "Province's cement",
  "fund.district_sand_stone": "District's sand and stone",
  "fund.people": "People's contribution",
  "fund.programme": "Programme",
  "fund.adp": "ADP",
  "kind.difficulty": "difficulty",
  "kind.proposal": "proposal",
  "bad.day": "A day is written like 05/11/2024.",
  "bad.number": "A number is needed, such as 12.4.",
  "bad.text": "Say what it is about.",
  "bad.evidence": "Name the minutes or other evidence.",
  "bad.same": "Nothing has changed yet.",
  "effect.criterion": "Criterion {code} of {unit}: {before} → {after}",
  "said.work": "Updated {name}.",
  "said.accept": "Accepted {name}.",
  "said.target": "Declared {name}.",
  "said.result": "Recorded criterion {name}.",
  "said.difficulty": "Sent.",
  "said.answer": "Answered.",
};

const dictionaries: Record<Lang, Record<WorksKey, string>> = { vi, en };

export type SayWorks = (key: WorksKey, values?: Record<string, string | number>) => string;

export function worksWords(lang: Lang): SayWorks {
  return (key, values = {}) => fill(dictionaries[lang][key], values);
}
