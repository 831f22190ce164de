#pragma once

#include "gis/core/ids.hpp"
#include "gis/model/account.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace server {

using gis::model::Role;

/// How somebody showed who they are.
enum class Identification : std::uint8_t {
    none,             ///< nobody signed in
    session,          ///< a person at the viewer
    reading_password, ///< an application password that only reads
    editing_password, ///< an application password that also edits
};

/// Who acts in a request. Nobody signed in is an Actor too, so that no code has to ask whether
/// there is one.
struct Actor {
    std::string user; ///< sign-in name, what a changeset keeps as its author; empty = nobody
    std::string display_name;
    Role role = Role::viewer;
    std::vector<gis::UnitCode> communes; ///< where a commune_editor may edit
    bool may_read = false;               ///< signed in, or atlas_is_public
    bool atlas_is_public = false;        ///< anonymous viewing is on
    Identification identification = Identification::none;
    /// The atlas lets commune editors decide their own edits; else these wait for an approver.
    bool editors_decide = false;

    [[nodiscard]] bool signed_in() const noexcept { return identification != Identification::none; }
};

} // namespace server
