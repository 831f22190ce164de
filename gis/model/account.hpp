#pragma once

#include "gis/core/ids.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gis::model {

/// What somebody is to the atlas. What each may do stands in server/auth/rights.
enum class Role : std::uint8_t {
    viewer,         ///< sees what the public sees, and exports
    commune_editor, ///< edits the communes that the account names
    approver,       ///< a department or the district: edits everywhere and decides proposals
    administrator,  ///< users and settings too
};

[[nodiscard]] std::string_view to_text(Role role) noexcept;
[[nodiscard]] std::optional<Role> role(std::string_view text) noexcept;

/// Somebody who can sign in. Never deleted, only disabled: the history names users for ever.
struct User {
    std::string name; ///< to sign in with: normal form C, lower case, unique
    std::string display_name;
    Role role = Role::viewer;
    std::vector<UnitCode> communes; ///< of a commune_editor
    bool enabled = true;

    friend bool operator==(const User&, const User&) = default;
};

} // namespace gis::model
