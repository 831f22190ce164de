#include "server/auth/rights.hpp"

#include "gis/core/error.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

namespace server {

namespace {

constexpr auto nowhere = Reach::nowhere;
constexpr auto own = Reach::own_communes;
constexpr auto everywhere = Reach::everywhere;

/// Who signs in how for it.
enum class Needs : std::uint8_t {
    nothing,          ///< not even the right to read
    reading,          ///< anybody who may read
    account,          ///< somebody signed in, also by an application password
    editing_password, ///< signed in; an application password must be one that edits
    person,           ///< a session: no program on somebody's behalf
};

struct Rule {
    Operation operation;
    std::string_view text;
    Needs needs;
    std::array<Reach, 4> reach; ///< viewer, commune_editor, approver, administrator
    std::string_view vi;        ///< "… có quyền <vi>"
    std::string_view en;        ///< "… may not <en>"
};

// An administrator looks after accounts and the machine; records of single households are none of
// that.
constexpr std::array<Rule, all_operations.size()> rules{{
    {Operation::open_to_all,
     "open_to_all",
     Needs::nothing,
     {everywhere, everywhere, everywhere, everywhere},
     "mở trang này",
     "open this"},
    {Operation::read,
     "read",
     Needs::reading,
     {everywhere, everywhere, everywhere, everywhere},
     "xem bản đồ",
     "see the map"},
    {Operation::report,
     "report",
     Needs::reading,
     {everywhere, everywhere, everywhere, everywhere},
     "xem báo cáo",
     "see reports"},
    {Operation::export_data,
     "export_data",
     Needs::reading,
     {everywhere, everywhere, everywhere, everywhere},
     "xuất dữ liệu",
     "export data"},
    {Operation::read_history,
     "read_history",
     Needs::reading,
     {everywhere, everywhere, everywhere, everywhere},
     "xem lịch sử thay đổi",
     "see the history"},
    {Operation::read_names,
     "read_names",
     Needs::account,
     {everywhere, everywhere, everywhere, everywhere},
     "xem họ tên người sửa dữ liệu",
     "see the names of people"},
    {Operation::read_household,
     "read_household",
     Needs::account,
     {nowhere, own, everywhere, nowhere},
     "xem dữ liệu từng hộ",
     "see records of households"},
    {Operation::record_surface,
     "record_surface",
     Needs::editing_password,
     {nowhere, own, everywhere, everywhere},
     "ghi mặt đường",
     "record road surfaces"},
    {Operation::edit_road,
     "edit_road",
     Needs::editing_password,
     {nowhere, own, everywhere, everywhere},
     "sửa đường",
     "edit roads"},
    {Operation::edit_facility,
     "edit_facility",
     Needs::editing_password,
     {nowhere, own, everywhere, everywhere},
     "sửa công trình",
     "edit facilities"},
    {Operation::edit_plan,
     "edit_plan",
     Needs::editing_password,
     {nowhere, own, everywhere, everywhere},
     "sửa công trình, kết quả của kế hoạch",
     "edit works and results of the plan"},
    {Operation::edit_household,
     "edit_household",
     Needs::editing_password,
     {nowhere, own, everywhere, nowhere},
     "sửa dữ liệu từng hộ",
     "edit records of households"},
    {Operation::propose,
     "propose",
     Needs::editing_password,
     {nowhere, own, everywhere, everywhere},
     "gửi đề nghị",
     "make proposals"},
    {Operation::decide_proposal,
     "decide_proposal",
     Needs::person,
     {nowhere, nowhere, everywhere, everywhere},
     "duyệt đề nghị",
     "decide proposals"},
    {Operation::import_data,
     "import_data",
     Needs::editing_password,
     {nowhere, nowhere, everywhere, everywhere},
     "nạp tệp dữ liệu",
     "import files"},
    {Operation::revert,
     "revert",
     Needs::editing_password,
     {nowhere, own, everywhere, everywhere},
     "hoàn tác thay đổi",
     "revert changes"},
    {Operation::manage_own,
     "manage_own",
     Needs::person,
     {everywhere, everywhere, everywhere, everywhere},
     "quản lý tài khoản của mình",
     "manage an account of their own"},
    {Operation::manage_users,
     "manage_users",
     Needs::person,
     {nowhere, nowhere, nowhere, everywhere},
     "quản lý người dùng",
     "manage users"},
    {Operation::backup,
     "backup",
     Needs::person,
     {nowhere, nowhere, nowhere, everywhere},
     "sao lưu dữ liệu",
     "back up the data"},
}};

constexpr bool in_order() {
    for (std::size_t i = 0; i < rules.size(); ++i) {
        if (static_cast<std::size_t>(rules[i].operation) != i ||
            all_operations[i] != rules[i].operation) {
            return false;
        }
    }
    return true;
}
static_assert(in_order(), "the rules stand in the order of the operations");

const Rule& rule_of(Operation operation) noexcept {
    return rules[static_cast<std::size_t>(operation)];
}

bool identified_well_enough(const Actor& actor, Needs needs) noexcept {
    const auto by = actor.identification;
    switch (needs) {
    case Needs::nothing:
        return true;
    case Needs::reading:
        return actor.may_read;
    case Needs::account:
        return by != Identification::none;
    case Needs::editing_password:
        return by == Identification::session || by == Identification::editing_password;
    case Needs::person:
        return by == Identification::session;
    }
    return false;
}

gis::Message name_of(Role role) {
    switch (role) {
    case Role::viewer:
        return {"người xem", "a viewer"};
    case Role::commune_editor:
        return {"cán bộ xã", "a commune editor"};
    case Role::approver:
        return {"người duyệt", "an approver"};
    case Role::administrator:
        return {"quản trị viên", "an administrator"};
    }
    return {};
}

[[noreturn]] void refuse_anonymous(const Rule& rule) {
    throw gis::Error{
        gis::ErrorKind::unauthenticated,
        "sign-in-needed",
        {fmt::format("Hãy đăng nhập để {}.", rule.vi), fmt::format("Sign in to {}.", rule.en)}};
}

[[noreturn]] void refuse_password(const Rule& rule) {
    if (rule.needs == Needs::person) {
        throw gis::Error{
            gis::ErrorKind::forbidden,
            "person-needed",
            {fmt::format("Mật khẩu ứng dụng không dùng được để {}. Hãy đăng nhập trên trang web.",
                         rule.vi),
             fmt::format("An application password cannot be used to {}. Sign in at the viewer.",
                         rule.en)}};
    }
    throw gis::Error{
        gis::ErrorKind::forbidden,
        "read-only-password",
        {fmt::format("Mật khẩu ứng dụng này chỉ để đọc, không dùng được để {}. Hãy tạo một mật "
                     "khẩu ứng dụng có quyền sửa.",
                     rule.vi),
         fmt::format("This application password only reads and cannot be used to {}. Make one "
                     "that edits.",
                     rule.en)}};
}

[[noreturn]] void refuse_role(const Actor& actor, const Rule& rule) {
    const auto role = name_of(actor.role);
    throw gis::Error{
        gis::ErrorKind::forbidden,
        "not-allowed",
        {fmt::format("Tài khoản “{}” là {}, không có quyền {}. Nếu cần, hãy nhờ quản trị viên.",
                     actor.user, role.vi, rule.vi),
         fmt::format("The account “{}” is {} and may not {}. Ask an administrator if that is "
                     "needed.",
                     actor.user, role.en, rule.en)}};
}

std::string list_of(const std::vector<gis::UnitCode>& communes) {
    std::vector<std::string_view> codes;
    for (const auto& commune : communes) {
        codes.emplace_back(commune.get());
    }
    return fmt::format("{}", fmt::join(codes, ", "));
}

/// @param other  the commune that is not the actor's; null: nothing was touched at all
[[noreturn]] void refuse_place(const Actor& actor, const Rule& rule, const gis::UnitCode* other) {
    const bool outside = other == nullptr || other->get().empty();
    const auto list = list_of(actor.communes);
    const auto there_vi =
        outside ? std::string{"ở ngoài các xã"} : fmt::format("ở xã mã {}", other->get());
    const auto there_en = outside ? std::string{"outside every commune"}
                                  : fmt::format("in the commune {}", other->get());
    const auto only_vi = list.empty() ? std::string{"Tài khoản chưa được giao xã nào"}
                                      : fmt::format("Tài khoản chỉ được giao xã mã {}", list);
    const auto only_en = list.empty() ? std::string{"No commune is assigned to the account"}
                                      : fmt::format("The account is for the communes {}", list);
    throw gis::Error{gis::ErrorKind::forbidden,
                     "other-commune",
                     {fmt::format("Tài khoản “{}” không có quyền {} {}. {}.", actor.user, rule.vi,
                                  there_vi, only_vi),
                      fmt::format("The account “{}” may not {} {}. {}.", actor.user, rule.en,
                                  there_en, only_en)}};
}

/// The first place that is not the actor's; null when there is none.
const gis::UnitCode* first_foreign(const Actor& actor,
                                   std::span<const gis::UnitCode> touched) noexcept {
    const auto foreign = std::find_if(touched.begin(), touched.end(), [&](const auto& commune) {
        return commune.get().empty() || std::find(actor.communes.begin(), actor.communes.end(),
                                                  commune) == actor.communes.end();
    });
    return foreign == touched.end() ? nullptr : &*foreign;
}

} // namespace

std::string_view to_text(Operation operation) noexcept {
    return rule_of(operation).text;
}

Reach reach(const Actor& actor, Operation operation) noexcept {
    const auto& rule = rule_of(operation);
    return identified_well_enough(actor, rule.needs)
               ? rule.reach[static_cast<std::size_t>(actor.role)]
               : nowhere;
}

void authorise(const Actor& actor, Operation operation) {
    if (reach(actor, operation) != nowhere) {
        return;
    }
    const auto& rule = rule_of(operation);
    if (!actor.signed_in()) {
        refuse_anonymous(rule);
    }
    if (rule.reach[static_cast<std::size_t>(actor.role)] == nowhere) {
        refuse_role(actor, rule);
    }
    refuse_password(rule);
}

bool may(const Actor& actor, Operation operation, std::span<const gis::UnitCode> touched) noexcept {
    const auto where = reach(actor, operation);
    return where == everywhere ||
           (where != nowhere && !touched.empty() && first_foreign(actor, touched) == nullptr);
}

void authorise(const Actor& actor, Operation operation, std::span<const gis::UnitCode> touched) {
    authorise(actor, operation);
    if (!may(actor, operation, touched)) {
        refuse_place(actor, rule_of(operation), first_foreign(actor, touched));
    }
}

EditOutcome authorise_edit(const Actor& actor, Operation operation,
                           std::span<const gis::UnitCode> before,
                           std::span<const gis::UnitCode> after) {
    std::vector<gis::UnitCode> touched{before.begin(), before.end()};
    touched.insert(touched.end(), after.begin(), after.end());
    authorise(actor, operation, touched);
    return reach(actor, operation) == everywhere || actor.editors_decide ? EditOutcome::decided
                                                                         : EditOutcome::proposed;
}

} // namespace server
