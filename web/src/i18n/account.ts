import type { Lang } from "../types";
import { fill } from "./index";

/** Words of the dialog about accounts, which come with it. English has the same keys, or `tsc` fails. */
const vi = {
  "signIn.title": "Đăng nhập",
  "signIn.name": "Tên đăng nhập",
  "signIn.password": "Mật khẩu",
  "signIn.show": "Hiện mật khẩu",
  "signIn.go": "Đăng nhập",
  "signIn.forgotten": "Quên mật khẩu? Nhờ quản trị viên tạo liên kết đặt lại mật khẩu.",
  "signIn.notSetUp":
    "Chưa có quản trị viên. Mở liên kết trong nhật ký của máy chủ, hoặc chạy ntm-atlas user add.",
  "signIn.insecure": "Kết nối này không được mã hoá nên không đăng nhập được. Hãy mở bằng https.",

  "setup.title": "Đặt mật khẩu",
  "setup.first": "Tạo quản trị viên đầu tiên",
  "setup.for": "Đặt mật khẩu cho “{user}”.",
  "setup.displayName": "Họ và tên",
  "setup.hint": "12 ký tự trở lên; một câu ngắn dễ nhớ là tốt nhất.",
  "setup.go": "Lưu và đăng nhập",

  "account.title": "Tài khoản",
  "account.sections": "Các mục của tài khoản",
  "account.role": "Vai trò",
  "account.communes": "Xã được giao",
  "account.signOut": "Đăng xuất",
  "account.proposed": "Chỗ sửa của bạn chờ người duyệt đồng ý.",
  "section.me": "Của tôi",
  "section.programs": "Mật khẩu ứng dụng",
  "section.users": "Người dùng",
  "section.record": "Nhật ký",
  "role.viewer": "Người xem",
  "role.commune_editor": "Cán bộ xã",
  "role.approver": "Người duyệt",
  "role.administrator": "Quản trị viên",

  "password.title": "Đổi mật khẩu",
  "password.current": "Mật khẩu hiện nay",
  "password.new": "Mật khẩu mới",
  "password.go": "Đổi mật khẩu",
  "password.done": "Đã đổi mật khẩu. Các phiên khác đã kết thúc.",

  "sessions.title": "Đang đăng nhập ở",
  "sessions.current": "phiên này",
  "sessions.since": "từ {since}, lần cuối {seen}",
  "sessions.unknown": "Thiết bị không rõ",
  "sessions.end": "Kết thúc",
  "sessions.endOthers": "Kết thúc các phiên khác",

  "programs.note":
    "Cho QGIS hay chương trình khác, qua HTTP Basic với tên “{user}”. Thu hồi được bất cứ lúc nào.",
  "programs.none": "Chưa có mật khẩu ứng dụng nào.",
  "programs.label": "Dùng cho",
  "programs.scope": "Quyền",
  "programs.read": "Chỉ đọc",
  "programs.edit": "Đọc và sửa",
  "programs.life": "Thời hạn",
  "programs.days": "{n} ngày",
  "programs.forever": "Đến khi thu hồi",
  "programs.make": "Tạo mật khẩu ứng dụng",
  "programs.made": "Mật khẩu này chỉ hiện một lần. Chép ngay:",
  "programs.revoke": "Thu hồi",
  "programs.used": "dùng lần cuối {date}",
  "programs.unused": "chưa dùng",
  "programs.until": "đến {date}",
  "programs.revoked": "đã thu hồi",
  "programs.expired": "đã hết hạn",

  "users.name": "Tên đăng nhập",
  "users.state": "Trạng thái",
  "users.enabled": "hoạt động",
  "users.disabled": "đã khoá",
  "users.noPassword": "chưa đặt mật khẩu",
  "users.add": "Thêm người dùng",
  "users.edit": "Sửa",
  "users.save": "Lưu",
  "users.cancel": "Thôi",
  "users.disable": "Khoá",
  "users.enable": "Mở khoá",
  "users.link": "Liên kết mới",
  "users.linkNote": "Gửi liên kết này cho “{user}”; dùng được một lần, đến {date}:",
  "users.actions": "Việc",
  "users.pick": "Chọn ít nhất một xã.",

  "record.at": "Lúc",
  "record.who": "Ai",
  "record.what": "Việc",
  "record.whose": "Tài khoản",
  "record.server": "dòng lệnh",
  "event.signed_in": "đăng nhập",
  "event.signed_out": "đăng xuất",
  "event.session_ended": "kết thúc một phiên",
  "event.other_sessions_ended": "kết thúc các phiên khác",
  "event.password_changed": "đổi mật khẩu",
  "event.password_set": "đặt mật khẩu",
  "event.setup_link_made": "tạo liên kết",
  "event.setup_link_used": "dùng liên kết",
  "event.user_added": "thêm người dùng",
  "event.user_changed": "sửa người dùng",
  "event.application_password_made": "tạo mật khẩu ứng dụng",
  "event.application_password_revoked": "thu hồi mật khẩu ứng dụng",

  copy: "Chép",
  copied: "Đã chép",
} as const;

export type AccountKey = keyof typeof vi;

const en: Record<AccountKey, string> = {
  "signIn.title": "Sign in",
  "signIn.name": "Sign-in name",
  "signIn.password": "Password",
  "signIn.show": "Show password",
  "signIn.go": "Sign in",
  "signIn.forgotten": "Password forgotten? Ask an administrator for a link to set a new one.",
  "signIn.notSetUp":
    "There is no administrator yet. Open the link in the server's log, or run ntm-atlas user add.",
  "signIn.insecure": "This connection is not encrypted, so nobody can sign in. Open it by https.",

  "setup.title": "Set a password",
  "setup.first": "Make the first administrator",
  "setup.for": "Set a password for “{user}”.",
  "setup.displayName": "Full name",
  "setup.hint": "12 characters or more; a short sentence does well.",
  "setup.go": "Save and sign in",

  "account.title": "Account",
  "account.sections": "Parts of the account",
  "account.role": "Role",
  "account.communes": "Communes",
  "account.signOut": "Sign out",
  "account.proposed": "Your edits wait for an approver.",
  "section.me": "Mine",
  "section.programs": "Application passwords",
  "section.users": "Users",
  "section.record": "Record",
  "role.viewer": "Viewer",
  "role.commune_editor": "Commune editor",
  "role.approver": "Approver",
  "role.administrator": "Administrator",

  "password.title": "Change password",
  "password.current": "Present password",
  "password.new": "New password",
  "password.go": "Change password",
  "password.done": "The password is changed. All other sessions have ended.",

  "sessions.title": "Signed in at",
  "sessions.current": "this session",
  "sessions.since": "since {since}, last seen {seen}",
  "sessions.unknown": "Unknown device",
  "sessions.end": "End",
  "sessions.endOthers": "End all other sessions",

  "programs.note":
    "For QGIS and other programs, by HTTP Basic with the name “{user}”. Revoke them at any time.",
  "programs.none": "No application passwords yet.",
  "programs.label": "What for",
  "programs.scope": "Right",
  "programs.read": "Read only",
  "programs.edit": "Read and edit",
  "programs.life": "Lasts",
  "programs.days": "{n} {n|day|days}",
  "programs.forever": "Until revoked",
  "programs.make": "Make application password",
  "programs.made": "This password is shown once. Copy it now:",
  "programs.revoke": "Revoke",
  "programs.used": "last used {date}",
  "programs.unused": "never used",
  "programs.until": "until {date}",
  "programs.revoked": "revoked",
  "programs.expired": "expired",

  "users.name": "Sign-in name",
  "users.state": "State",
  "users.enabled": "active",
  "users.disabled": "disabled",
  "users.noPassword": "no password yet",
  "users.add": "Add user",
  "users.edit": "Edit",
  "users.save": "Save",
  "users.cancel": "Cancel",
  "users.disable": "Disable",
  "users.enable": "Enable",
  "users.link": "New link",
  "users.linkNote": "Give this link to “{user}”; it works once, until {date}:",
  "users.actions": "Actions",
  "users.pick": "Choose at least one commune.",

  "record.at": "When",
  "record.who": "Who",
  "record.what": "What",
  "record.whose": "Account",
  "record.server": "command line",
  "event.signed_in": "signed in",
  "event.signed_out": "signed out",
  "event.session_ended": "ended a session",
  "event.other_sessions_ended": "ended other sessions",
  "event.password_changed": "changed the password",
  "event.password_set": "set the password",
  "event.setup_link_made": "made a link",
  "event.setup_link_used": "used a link",
  "event.user_added": "added a user",
  "event.user_changed": "changed a user",
  "event.application_password_made": "made an application password",
  "event.application_password_revoked": "revoked an application password",

  copy: "Copy",
  copied: "Copied",
};

const dictionaries: Record<Lang, Record<AccountKey, string>> = { vi, en };

export type SayAccount = (key: AccountKey, values?: Record<string, string | number>) => string;

export function accountWords(lang: Lang): SayAccount {
  return (key, values = {}) => fill(dictionaries[lang][key], values);
}

/** An event in words; one that is not known yet by its own name. */
export function eventWords(lang: Lang, event: string): string {
  const key = `event.${event}`;
  return Object.hasOwn(vi, key) ? dictionaries[lang][key as AccountKey] : event;
}
