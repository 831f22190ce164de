#include "gis/model/account.hpp"

#include "gis/model/enum_text.hpp"

namespace gis::model {

namespace {

constexpr std::array<std::string_view, 4> role_texts{"viewer", "commune_editor", "approver",
                                                     "administrator"};

} // namespace

std::string_view to_text(Role role) noexcept {
    return text_of(role_texts, role);
}

std::optional<Role> role(std::string_view text) noexcept {
    return enum_of<Role>(role_texts, text);
}

} // namespace gis::model
