import type { Lang } from "../types";
import { fill } from "./index";

/** Words of the plan maker, which come with its panel. English has the same keys, or `tsc` fails. */
const vi = {
  note: "Chọn các đoạn đường chưa cứng hoá để nhiều người nhất có đường đi được quanh năm, từ cửa nhà tới trường, trạm y tế và trung tâm xã. Không lưu gì.",
  place: "Phạm vi: {name}",
  limit: "Giới hạn",
  "limit.budget": "Kinh phí (tỷ đồng)",
  "limit.km": "Chiều dài (km)",
  amount: "Số lượng",
  "amount.bad": "Hãy nhập một số lớn hơn 0, ví dụ 2,5.",
  aim: "Ưu tiên",
  "aim.people": "Nhiều người có đường nhất",
  "aim.kilometres": "Nhiều km nhất",
  ask: "Lập đề xuất",
  clear: "Bỏ đề xuất",
  file: "Tải đề xuất (XLSX)",
  remaining: "Còn {km} có thể cứng hoá, khoảng {money}.",
  result: "{n} đoạn, {km}, khoảng {money}; thêm {people} người có đường đi được quanh năm.",
  none: "Không còn đoạn nào để đề xuất.",
  bound: "Không cách chọn nào theo các lối rẻ nhất thêm được quá {n} người với mức này.",
  unknown: "Chưa biết số dân của {n} ấp.",
  "effect.title": "Trước và sau",
  "effect.what": "Chỉ số",
  "effect.before": "Trước",
  "effect.after": "Sau",
  "effect.hardened": "Đã cứng hoá, mọi cấp đường (km)",
  "effect.door": "Người có đường quanh năm từ cửa nhà tới cả ba nơi",
  "effect.reached": "Người tới {service} trong {distance} theo đường cứng hoá",
  "effect.access": "Chỉ số tiếp cận đường nông thôn (RAI)",
  "effect.indicator": "{code} {title}",
  "effect.met": "đạt",
  "effect.notMet": "chưa đạt",
  "list.title": "Các đoạn đề xuất",
  "list.caption": "Đoạn nào thêm nhiều người nhất trên chi phí đứng trước",
  "list.road": "Đoạn đường",
  "list.length": "Dài",
  "list.cost": "Kinh phí",
  "list.people": "Thêm người",
  "list.unnamed": "Đường số {id}",
  "list.more": "Còn {n} đoạn nữa, có trong tệp tải về.",
  costs: "Đơn giá dùng để tính",
  "costs.row": "{class}: {surface} {width} m, {money}/m ({source})",
  milliard: "{n} tỷ đồng",
  million: "{n} triệu đồng",
};

export type MakerKey = keyof typeof vi;

const en: Record<MakerKey, string> = {
  note: "Chooses stretches that are not hardened so that most people get an all-season way from their door to school, health station and commune centre. Nothing is stored.",
  place: "For: {name}",
  limit: "Limit",
  "limit.budget": "Money (billion đồng)",
  "limit.km": "Length (km)",
  amount: "Amount",
  "amount.bad": "Enter a number above 0, such as 2.5.",
  aim: "First of all",
  "aim.people": "Most people with a road",
  "aim.kilometres": "Most kilometres",
  ask: "Propose",
  clear: "Drop the proposal",
  file: "Proposal (XLSX)",
  remaining: "{km} may be hardened, for about {money}.",
  result: "{n} stretches, {km}, about {money}; {people} more people with an all-season way.",
  none: "There is nothing left to propose.",
  bound: "No choice along the cheapest ways gains more than {n} people for this.",
  unknown: "The people of {n} hamlets are not known.",
  "effect.title": "Before and after",
  "effect.what": "Figure",
  "effect.before": "Before",
  "effect.after": "After",
  "effect.hardened": "Hardened, all classes (km)",
  "effect.door": "People with an all-season way from the door to all three",
  "effect.reached": "People within {distance} of {service} on hardened roads",
  "effect.access": "Rural Access Index (RAI)",
  "effect.indicator": "{code} {title}",
  "effect.met": "met",
  "effect.notMet": "not met",
  "list.title": "Proposed stretches",
  "list.caption": "What gains most people for its cost stands first",
  "list.road": "Stretch",
  "list.length": "Length",
  "list.cost": "Cost",
  "list.people": "People",
  "list.unnamed": "Road {id}",
  "list.more": "{n} more stretches are in the file.",
  costs: "Unit costs used",
  "costs.row": "{class}: {surface} {width} m, {money} a metre ({source})",
  milliard: "{n} billion đồng",
  million: "{n} million đồng",
};

const dictionaries: Record<Lang, Record<MakerKey, string>> = { vi, en };

export type SayMaker = (key: MakerKey, values?: Record<string, string | number>) => string;

/** The words of a language; `{name}` is replaced by the value of that name. */
export function makerWords(lang: Lang): SayMaker {
  return (key, values = {}) => fill(dictionaries[lang][key], values);
}
