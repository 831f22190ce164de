import type { Lang } from "../types";

/** Types of rooms that norms ask for and that offices count, in the order in which forms offer them. */
export const roomTypes = [
  "phong_hoc",
  "hieu_bo",
  "chuc_nang",
  "bo_mon",
  "phuc_vu_hoc_tap",
  "giao_duc_the_chat",
  "chuyen_mon",
] as const;

type RoomType = (typeof roomTypes)[number];

const words: Record<Lang, Record<RoomType, string>> = {
  vi: {
    phong_hoc: "Phòng học",
    hieu_bo: "Hiệu bộ",
    chuc_nang: "Phòng chức năng",
    bo_mon: "Phòng bộ môn",
    phuc_vu_hoc_tap: "Phục vụ học tập",
    giao_duc_the_chat: "Giáo dục thể chất",
    chuyen_mon: "Phòng chuyên môn",
  },
  en: {
    phong_hoc: "Classrooms",
    hieu_bo: "Offices",
    chuc_nang: "Function rooms",
    bo_mon: "Subject rooms",
    phuc_vu_hoc_tap: "Learning support",
    giao_duc_the_chat: "Physical education",
    chuyen_mon: "Specialist rooms",
  },
};

/** A type of room; one that only the office knows stays as it is written. */
export function roomName(type: string, lang: Lang): string {
  const known = roomTypes.find((one) => one === type);
  return known ? words[lang][known] : type.replaceAll("_", " ");
}
