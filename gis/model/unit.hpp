#pragma once

#include "gis/core/date.hpp"
#include "gis/core/ids.hpp"
#include "gis/geometry/types.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gis::model {

enum class UnitLevel : std::uint8_t { commune, hamlet };

/// What a unit calls itself. xa, phuong, thi_tran are communes; ap, soc, thon, khu_pho are hamlets.
enum class UnitKind : std::uint8_t { xa, phuong, thi_tran, ap, soc, thon, khu_pho };

[[nodiscard]] std::string_view to_text(UnitLevel level) noexcept;
[[nodiscard]] std::string_view to_text(UnitKind kind) noexcept;
[[nodiscard]] std::optional<UnitLevel> unit_level(std::string_view text) noexcept;
[[nodiscard]] std::optional<UnitKind> unit_kind(std::string_view text) noexcept;

/// Names a unit for ever. Reforms give codes out again: the first holder of a code is named by the
/// code itself, a later one by the code and its first day, "25345@2025-07-01".
[[nodiscard]] UnitCode later_key(const UnitCode& code, Date first_day);
/// The code in a key: "25345".
[[nodiscard]] UnitCode code_of_key(const UnitCode& key);

/// An administrative unit: a commune (xã) or a hamlet (ấp) inside one.
struct Unit {
    UnitCode code; ///< of the statistical office; on any day one unit has it
    UnitLevel level = UnitLevel::commune;
    UnitKind kind = UnitKind::xa;
    std::string name;                   ///< NFC, with its kind: "Xã Tân Hưng", "Ấp Sóc Dầm"
    UnitCode parent;                    ///< key of a hamlet's commune; empty for a commune
    std::optional<double> population;   ///< persons; absent = unknown
    std::optional<double> households;   ///< absent = unknown
    geometry::MultiPolygon boundary;    ///< lon/lat, EPSG:4326; valid
    Date valid_from = Date{1900, 1, 1}; ///< first day on which the unit exists
    std::optional<Date> valid_to;       ///< last day on which it exists; absent = still
    std::vector<UnitCode> predecessors; ///< keys of the units that a reform made this one from
    UnitCode own_key;                   ///< empty: the code, which no unit had before

    /// What rows name this unit by; unique over all days.
    [[nodiscard]] const UnitCode& key() const noexcept {
        return own_key.get().empty() ? code : own_key;
    }
    /// Sets code and own_key.
    void name_by(UnitCode key);

    friend bool operator==(const Unit&, const Unit&) = default;
};

} // namespace gis::model
