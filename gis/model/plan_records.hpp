#pragma once

#include "gis/core/date.hpp"
#include "gis/core/ids.hpp"
#include "gis/model/criteria.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Registers that plans count from: co-operatives, OCOP products, titles of hamlets. They go on from
// one plan to the next.

namespace gis::model {

/// What a co-operative (hợp tác xã) mainly does.
enum class CooperativeKind : std::uint8_t {
    agriculture,
    industry_craft,
    construction,
    trade_services,
    transport,
    credit,
    environment,
    other
};

struct Cooperative {
    std::string id;   ///< "HTX1"
    std::string plan; ///< Plan::id that it was written to
    std::string name;
    UnitCode unit;   ///< commune
    UnitCode hamlet; ///< empty: not known
    CooperativeKind kind = CooperativeKind::agriculture;
    std::optional<Date> founded_on;   ///< absent = unknown
    std::optional<Date> dissolved_on; ///< absent: it is active
    std::optional<int> members;       ///< absent = unknown
    std::string evidence;
    std::string note;

    friend bool operator==(const Cooperative&, const Cooperative&) = default;
};

/// Whose product it is. Of a household nothing is kept but where it is.
enum class OwnerKind : std::uint8_t { cooperative, enterprise, household };

/// A product of the programme "one commune, one product" (OCOP).
struct Product {
    std::string id;   ///< "SP1"
    std::string plan; ///< Plan::id that it was written to
    std::string name;
    UnitCode unit;   ///< commune
    UnitCode hamlet; ///< empty: not known
    OwnerKind owner_kind = OwnerKind::cooperative;
    std::string cooperative;  ///< Cooperative::id; empty: not known
    std::string owner;        ///< of an enterprise: its name
    std::optional<int> stars; ///< 3 to 5; absent: not recognised yet
    std::optional<Date> recognised_on;
    std::optional<Date> valid_to; ///< last day of the recognition
    std::string decision;
    std::string note;

    friend bool operator==(const Product&, const Product&) = default;
};

/// What a hamlet may be recognised as: "ấp đạt chuẩn văn hóa", "khu dân cư nông thôn mới kiểu mẫu".
enum class HamletTitle : std::uint8_t { cultural, model_residential };

/// Whether a hamlet holds a title for a year.
struct HamletTitleRecord {
    UnitCode hamlet;
    std::string plan; ///< Plan::id that it was written to
    HamletTitle title = HamletTitle::cultural;
    int year = 0;
    bool recognised = false;
    std::optional<Date> decided_on; ///< absent: counts from the first day of the year
    std::string decision;
    std::string note;

    friend bool operator==(const HamletTitleRecord&, const HamletTitleRecord&) = default;
};

/// What of a register a target counts.
struct Counting {
    enum class Register : std::uint8_t {
        cooperatives, ///< founded in the plan's year
        products,     ///< recognised in the plan's year
        hamlet_titles ///< hamlets that hold a title for the plan's year
    };
    Register of = Register::cooperatives;
    HamletTitle title = HamletTitle::cultural; ///< of hamlet_titles
    bool share = false;                        ///< of hamlet_titles: per cent of all hamlets

    friend bool operator==(const Counting&, const Counting&) = default;
};

[[nodiscard]] std::string_view to_text(CooperativeKind kind) noexcept;
[[nodiscard]] std::string_view to_text(OwnerKind kind) noexcept;
[[nodiscard]] std::string_view to_text(HamletTitle title) noexcept;
[[nodiscard]] std::string_view to_text(Counting::Register of) noexcept;
[[nodiscard]] std::optional<CooperativeKind> cooperative_kind(std::string_view text) noexcept;
[[nodiscard]] std::optional<OwnerKind> owner_kind(std::string_view text) noexcept;
[[nodiscard]] std::optional<HamletTitle> hamlet_title(std::string_view text) noexcept;
[[nodiscard]] std::optional<Counting::Register> counted_register(std::string_view text) noexcept;

} // namespace gis::model
