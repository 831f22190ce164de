#pragma once

#include "gis/core/date.hpp"
#include "gis/core/error.hpp"
#include "gis/model/road.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gis::analysis {

/// Which surfaces count as hardened (cứng hóa) for which road class, by one document or reading.
struct HardeningRules {
    std::string id; ///< "hon-quan-2024"
    Message title;
    std::string source;    ///< the document that says so
    bool confirmed = true; ///< false: the wording has not been checked against the document
    Date valid_from;
    std::optional<Date> valid_to;
    /// The classes of the headline, "đường ấp và tổ, xóm".
    std::vector<model::RoadClass> headline_classes;
    /// [class][surface]
    std::array<std::array<bool, model::surfaces.size()>, model::road_classes.size()> hardened{};

    /// Whether a surface is hardened on a road of a class; nothing for an unknown surface, which is
    /// neither.
    [[nodiscard]] std::optional<bool> verdict(model::RoadClass road_class,
                                              model::Surface surface) const noexcept;
};

/// How a report names its rules: title and source, and whether their wording was checked.
[[nodiscard]] Message cited(const HardeningRules& rules);

/// All rule sets of the atlas.
class RuleBook {
public:
    /// Reads every *.json of a folder, in the order of their names.
    /// @throws Error{invalid_data} naming file and JSON path for an unknown class, surface or key,
    /// a missing source, a repeated id, no default or several
    [[nodiscard]] static RuleBook load(const std::filesystem::path& folder);

    /// @throws Error{not_found, "unknown-rules"} listing the ids that there are
    [[nodiscard]] const HardeningRules& find(std::string_view id) const;
    [[nodiscard]] const HardeningRules& standard() const { return m_rules[m_default]; }
    [[nodiscard]] const std::vector<HardeningRules>& all() const noexcept { return m_rules; }

private:
    std::vector<HardeningRules> m_rules;
    std::size_t m_default = 0;
};

/// One rule set from JSON text; `name` is what errors call it. The second value says whether it is
/// the default.
/// @throws Error{invalid_data}
[[nodiscard]] std::pair<HardeningRules, bool> parse_hardening_rules(std::string_view json,
                                                                    const std::string& name);

} // namespace gis::analysis
