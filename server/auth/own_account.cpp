#include "server/auth/own_account.hpp"

#include "gis/core/error.hpp"
#include "gis/core/text.hpp"
#include "server/auth/secrets.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace server {

namespace {

constexpr std::size_t most_passwords = 50; // in force, of one user
constexpr std::size_t most_label_bytes = 200;

template <class T>
T require(const std::vector<T>& list, std::string_view id) {
    const auto found = std::find_if(list.begin(), list.end(),
                                    [id](const T& entry) { return id_of(entry.secret) == id; });
    if (found == list.end()) {
        throw gis::Error{gis::ErrorKind::not_found,
                         "unknown-id",
                         {fmt::format("Không có mục nào mang mã “{}”.", id),
                          fmt::format("Nothing has the id “{}”.", id)},
                         "id"};
    }
    return *found;
}

} // namespace

std::string id_of(const SecretHash& secret) {
    std::string id;
    for (std::size_t i = 0; i < 8; ++i) {
        id += fmt::format("{:02x}", std::to_integer<unsigned>(secret.bytes[i]));
    }
    return id;
}

NewPassword OwnAccount::make_password(const std::string& owner, const Doer& doer,
                                      const PasswordRequest& request) {
    const bool readable = request.label.size() <= most_label_bytes && gis::is_utf8(request.label);
    const auto label = readable ? gis::clean(request.label) : std::string{};
    if (label.empty()) {
        throw gis::Error{gis::ErrorKind::invalid_data,
                         "bad-label",
                         {"Hãy ghi mật khẩu này dùng cho việc gì, nhiều nhất 200 byte.",
                          "Say what this password is for, in at most 200 bytes."},
                         "label"};
    }
    const auto existing = m_book.passwords_of(owner);
    const auto in_force = std::count_if(existing.begin(), existing.end(),
                                        [](const auto& password) { return !password.revoked; });
    if (static_cast<std::size_t>(in_force) >= most_passwords) {
        throw gis::Error{gis::ErrorKind::invalid_data,
                         "too-many-passwords",
                         {"Đã có quá nhiều mật khẩu ứng dụng; hãy thu hồi bớt.",
                          "There are too many application passwords; revoke some."}};
    }
    NewPassword made;
    made.secret = new_secret();
    made.stored.secret = hash_of(made.secret);
    made.stored.user = owner;
    made.stored.label = label;
    made.stored.scope = request.scope;
    made.stored.created_at = m_book.now();
    if (request.life) {
        made.stored.expires_at = made.stored.created_at + *request.life;
    }
    m_book.commit({made.stored},
                  {{0, m_book.now(), doer.user, "application_password_made", owner,
                    fmt::format("{} ({})", label, to_text(request.scope)), doer.address}});
    return made;
}

void OwnAccount::revoke_password(const std::string& owner, const Doer& doer, std::string_view id) {
    auto password = require(m_book.passwords_of(owner), id);
    if (password.revoked) {
        return;
    }
    password.revoked = true;
    m_book.commit({password}, {{0, m_book.now(), doer.user, "application_password_revoked", owner,
                                password.label, doer.address}});
}

void OwnAccount::end_session(const Doer& doer, std::string_view id) {
    const auto session = require(m_book.sessions_of(doer.user), id);
    m_book.commit(
        {gis::store::EndSession{session.secret}},
        {{0, m_book.now(), doer.user, "session_ended", doer.user, session.device, doer.address}});
}

void OwnAccount::end_other_sessions(const Doer& doer, const SecretHash& current) {
    std::vector<AccountChange> changes;
    for (const auto& session : m_book.sessions_of(doer.user)) {
        if (session.secret != current) {
            changes.emplace_back(gis::store::EndSession{session.secret});
        }
    }
    if (changes.empty()) {
        return;
    }
    auto detail = fmt::format("{}", changes.size());
    m_book.commit(std::move(changes), {{0, m_book.now(), doer.user, "other_sessions_ended",
                                        doer.user, std::move(detail), doer.address}});
}

} // namespace server
