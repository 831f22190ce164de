#include "server/account_json.hpp"
#include "server/cli/accounts.hpp"
#include "server/cli/commands.hpp"
#include "server/cli/terminal.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdio>

namespace server::cli {

namespace {

gis::model::User user_of(const UserOptions& options) {
    gis::model::User user;
    user.name = options.name;
    user.display_name = options.display_name.empty() ? options.name : options.display_name;
    const auto role = gis::model::role(options.role);
    if (!role) {
        throw gis::Error{gis::ErrorKind::invalid_argument,
                         "bad-role",
                         {"--role là viewer, commune_editor, approver hoặc administrator.",
                          "--role is viewer, commune_editor, approver or administrator."},
                         "--role"};
    }
    user.role = *role;
    for (const auto& code : options.communes) {
        user.communes.emplace_back(code);
    }
    return user;
}

void list(const AccountBook& book) {
    for (const auto& stored : book.users()) {
        const auto& user = stored.user;
        std::vector<std::string> communes;
        for (const auto& code : user.communes) {
            communes.push_back(code.get());
        }
        fmt::print("{}\t{}\t{}\t{}\t{}\n", user.name, gis::model::to_text(user.role),
                   fmt::join(communes, ","),
                   !user.enabled             ? "disabled"
                   : stored.password.empty() ? "no password"
                                             : "enabled",
                   user.display_name);
    }
}

void add(Accounts& accounts, const UserOptions& options) {
    const auto user = user_of(options);
    const auto password = ask_new_password(user.name);
    const auto hash = accounts.sign_in().hash(password, accounts.names_for(user));
    const auto stored = accounts.admin().add(user, {});
    accounts.admin().set_password(stored.user.name, hash, {});
    fmt::print(stderr, "Đã thêm “{0}”. / Added “{0}”.\n", stored.user.name);
}

void set_password(Accounts& accounts, const UserOptions& options) {
    const auto user = accounts.admin().require_user(options.name).user;
    const auto hash =
        accounts.sign_in().hash(ask_new_password(user.name), accounts.names_for(user));
    accounts.admin().set_password(user.name, hash, {});
    fmt::print(stderr, "Đã đổi mật khẩu của “{0}”. / Changed the password of “{0}”.\n", user.name);
}

std::string day_or(const std::optional<Instant>& instant, std::string_view otherwise) {
    return instant ? iso_time(*instant) : std::string{otherwise};
}

void list_app_passwords(Accounts& accounts, const UserOptions& options) {
    const auto user = accounts.admin().require_user(options.name).user;
    for (const auto& password : accounts.book().passwords_of(user.name)) {
        const bool expired = password.expires_at && accounts.book().now() >= *password.expires_at;
        fmt::print("{}\t{}\t{}\t{}\t{}\t{}\t{}\n", id_of(password.secret),
                   gis::store::to_text(password.scope),
                   password.revoked ? "revoked"
                   : expired        ? "expired"
                                    : "in force",
                   iso_time(password.created_at), day_or(password.expires_at, "until revoked"),
                   day_or(password.last_used_at, "never used"), password.label);
    }
}

void add_app_password(Accounts& accounts, const UserOptions& options) {
    const auto user = accounts.admin().require_user(options.name).user;
    PasswordRequest request;
    request.label = options.label;
    request.scope =
        options.scope == "edit" ? gis::store::PasswordScope::edit : gis::store::PasswordScope::read;
    if (options.days > 0) {
        request.life = std::chrono::days{options.days};
    }
    const auto made = accounts.own().make_password(user.name, {}, request);
    fmt::print("{}\n", made.secret);
    fmt::print(stderr,
               "Mật khẩu ứng dụng {0} của “{1}”, chỉ hiện một lần này. / Application password {0} "
               "of “{1}”, shown this once.\n",
               id_of(made.stored.secret), user.name);
}

void revoke_app_password(Accounts& accounts, const UserOptions& options) {
    const auto user = accounts.admin().require_user(options.name).user;
    accounts.own().revoke_password(user.name, {}, options.password_id);
    fmt::print(stderr, "Đã thu hồi {0}. / Revoked {0}.\n", options.password_id);
}

} // namespace

int manage_users(const Config& config, UserCommand command, const UserOptions& options) {
    const bool reads = command == UserCommand::list || command == UserCommand::list_app_passwords;
    const auto app =
        make_app(config, reads ? gis::store::Access::read_only : gis::store::Access::read_write);
    if (command == UserCommand::add) {
        app->load(); // communes are checked
    }
    Accounts accounts{account_parts(*app, config)};
    switch (command) {
    case UserCommand::list:
        list(accounts.book());
        break;
    case UserCommand::add:
        add(accounts, options);
        break;
    case UserCommand::passwd:
        set_password(accounts, options);
        break;
    case UserCommand::add_app_password:
        add_app_password(accounts, options);
        break;
    case UserCommand::list_app_passwords:
        list_app_passwords(accounts, options);
        break;
    case UserCommand::revoke_app_password:
        revoke_app_password(accounts, options);
        break;
    case UserCommand::disable:
    case UserCommand::enable: {
        UserChange change;
        change.enabled = command == UserCommand::enable;
        const auto stored = accounts.admin().change(options.name, change, {});
        fmt::print(stderr, "“{}”: {}\n", stored.user.name,
                   stored.user.enabled ? "đã mở khoá / enabled" : "đã khoá / disabled");
        break;
    }
    }
    return 0;
}

} // namespace server::cli
