#include "server/auth/user_admin.hpp"

#include "gis/core/error.hpp"
#include "server/auth/user_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace server {

namespace {

constexpr std::size_t most_users = 5000;
constexpr std::size_t most_communes = 200;

[[noreturn]] void refuse(std::string code, gis::Message message, std::string field) {
    throw gis::Error{gis::ErrorKind::invalid_data, std::move(code), std::move(message),
                     std::move(field)};
}

std::string list_of(const std::vector<gis::UnitCode>& communes) {
    std::string list;
    for (const auto& commune : communes) {
        list.append(list.empty() ? "" : " ").append(commune.get());
    }
    return list;
}

/// `role viewer -> approver; communes 25345 -> 25345 25348`
std::string difference(const gis::model::User& before, const gis::model::User& after) {
    std::string text;
    const auto add = [&text](std::string_view what, std::string_view from, std::string_view to) {
        if (from != to) {
            text += fmt::format("{}{} {} -> {}", text.empty() ? "" : "; ", what,
                                from.empty() ? "-" : from, to.empty() ? "-" : to);
        }
    };
    add("role", to_text(before.role), to_text(after.role));
    add("communes", list_of(before.communes), list_of(after.communes));
    add("name", before.display_name, after.display_name);
    add("enabled", before.enabled ? "yes" : "no", after.enabled ? "yes" : "no");
    return text;
}

bool is_administrator(const StoredUser& stored) {
    return stored.user.role == Role::administrator && stored.user.enabled &&
           !stored.password.empty();
}

} // namespace

AccountEvent UserAdmin::event(std::string what, const std::string& user, const Doer& doer,
                              std::string detail) const {
    return {0, m_book.now(), doer.user, std::move(what), user, std::move(detail), doer.address};
}

StoredUser UserAdmin::require_user(const std::string& name) const {
    auto stored = m_book.user(folded_user_name(name));
    if (!stored) {
        throw gis::Error{gis::ErrorKind::not_found,
                         "unknown-user",
                         {fmt::format("Không có người dùng “{}”.", name),
                          fmt::format("There is no user “{}”.", name)},
                         "name"};
    }
    return *std::move(stored);
}

void UserAdmin::check(const gis::model::User& user) const {
    const bool is_editor = user.role == Role::commune_editor;
    if (is_editor == user.communes.empty()) {
        refuse("communes-and-role",
               {"Cán bộ xã phải được giao ít nhất một xã; các vai trò khác không giao xã.",
                "A commune editor needs at least one commune; other roles have none."},
               "communes");
    }
    if (user.communes.size() > most_communes) {
        refuse("communes-and-role",
               {fmt::format("Một người được giao nhiều nhất {} xã.", most_communes),
                fmt::format("A user has at most {} communes.", most_communes)},
               "communes");
    }
    for (const auto& commune : user.communes) {
        if (!m_knows_commune(commune)) {
            refuse("unknown-commune",
                   {fmt::format("Không có xã nào mang mã “{}”.", commune.get()),
                    fmt::format("There is no commune with the code “{}”.", commune.get())},
                   "communes");
        }
    }
}

StoredUser UserAdmin::add(const gis::model::User& user, const Doer& doer) {
    StoredUser stored;
    stored.user = user;
    stored.user.name = new_user_name(user.name);
    stored.user.display_name = display_name_of(user.display_name);
    stored.created_at = m_book.now();
    check(stored.user);
    if (m_book.user(stored.user.name)) {
        refuse("user-exists",
               {fmt::format("Đã có người dùng “{}”. Người dùng không bị xoá, chỉ bị khoá, nên tên "
                            "không dùng lại được.",
                            stored.user.name),
                fmt::format("There is a user “{}” already. Users are never deleted, only disabled, "
                            "so a name is not given again.",
                            stored.user.name)},
               "name");
    }
    if (m_book.users().size() >= most_users) {
        refuse("too-many-users",
               {fmt::format("Đã có {} người dùng, nhiều nhất có thể.", most_users),
                fmt::format("There are {} users, which is the most.", most_users)},
               "name");
    }
    m_book.commit({stored}, {event("user_added", stored.user.name, doer,
                                   fmt::format("role {}{}{}", to_text(stored.user.role),
                                               stored.user.communes.empty() ? "" : "; communes ",
                                               list_of(stored.user.communes)))});
    return stored;
}

void UserAdmin::require_administrator_left(const StoredUser& after) const {
    const auto users = m_book.users();
    const bool left = is_administrator(after) ||
                      std::any_of(users.begin(), users.end(), [&](const StoredUser& other) {
                          return other.user.name != after.user.name && is_administrator(other);
                      });
    if (!left) {
        refuse(
            "last-administrator",
            {"Đây là quản trị viên cuối cùng còn hoạt động; hãy thêm một quản trị viên khác trước.",
             "This is the last active administrator; add another one first."},
            "role");
    }
}

std::vector<AccountChange> UserAdmin::end_sessions(const std::string& user) const {
    std::vector<AccountChange> changes;
    for (const auto& session : m_book.sessions_of(user)) {
        changes.emplace_back(gis::store::EndSession{session.secret});
    }
    return changes;
}

StoredUser UserAdmin::change(const std::string& name, const UserChange& change, const Doer& doer) {
    const auto before = require_user(name);
    auto after = before;
    auto& user = after.user;
    user.display_name =
        change.display_name ? display_name_of(*change.display_name) : user.display_name;
    user.role = change.role.value_or(user.role);
    user.enabled = change.enabled.value_or(user.enabled);
    if (change.communes) {
        user.communes = *change.communes;
    } else if (user.role != Role::commune_editor) {
        user.communes.clear();
    }
    if (after == before) {
        return before;
    }
    if (user.role != before.user.role || user.communes != before.user.communes) {
        check(user);
    }
    if (is_administrator(before)) {
        require_administrator_left(after);
    }
    const bool other_rights = user.role != before.user.role ||
                              user.communes != before.user.communes ||
                              user.enabled != before.user.enabled;
    auto changes = other_rights ? end_sessions(user.name) : std::vector<AccountChange>{};
    changes.emplace_back(after);
    std::vector<AccountEvent> events{
        event("user_changed", user.name, doer, difference(before.user, user))};
    if (before.user.enabled && !user.enabled) { // for good: an account enabled again makes others
        for (auto password : m_book.passwords_of(user.name)) {
            if (!std::exchange(password.revoked, true)) {
                events.push_back(
                    event("application_password_revoked", user.name, doer, password.label));
                changes.emplace_back(std::move(password));
            }
        }
    }
    m_book.commit(std::move(changes), events);
    return after;
}

void UserAdmin::set_password(const std::string& name, std::string hash, const Doer& doer) {
    auto stored = require_user(name);
    stored.password = std::move(hash);
    auto changes = end_sessions(stored.user.name);
    changes.emplace_back(stored);
    m_book.commit(std::move(changes), {event("password_set", stored.user.name, doer)});
}

NewLink UserAdmin::make_link(const std::string& name, const Doer& doer) {
    const auto stored = require_user(name);
    if (!stored.user.enabled) {
        refuse("account-disabled",
               {"Tài khoản này đang bị khoá; hãy mở khoá trước.",
                "This account is disabled; enable it first."},
               "name");
    }
    NewLink link{new_secret(), m_book.now() + SignIn::link_life};
    std::vector<AccountChange> changes;
    for (const auto& older : m_book.links_of(stored.user.name)) {
        changes.emplace_back(gis::store::EndSetupLink{older.secret});
    }
    changes.emplace_back(SetupLink{hash_of(link.secret), stored.user.name, link.expires_at});
    m_book.commit(std::move(changes), {event("setup_link_made", stored.user.name, doer)});
    return link;
}

} // namespace server
