#include "gis/model/plan_records.hpp"

#include "gis/model/enum_text.hpp"

namespace gis::model {

namespace {

constexpr std::array<std::string_view, 8> cooperative_kinds{
    "agriculture", "industry_craft", "construction", "trade_services",
    "transport",   "credit",         "environment",  "other"};
constexpr std::array<std::string_view, 3> owner_kinds{"cooperative", "enterprise", "household"};
constexpr std::array<std::string_view, 2> titles{"cultural", "model_residential"};
constexpr std::array<std::string_view, 3> registers{"cooperatives", "products", "hamlet_titles"};

} // namespace

std::string_view to_text(CooperativeKind kind) noexcept {
    return text_of(cooperative_kinds, kind);
}

std::string_view to_text(OwnerKind kind) noexcept {
    return text_of(owner_kinds, kind);
}

std::string_view to_text(HamletTitle title) noexcept {
    return text_of(titles, title);
}

std::string_view to_text(Counting::Register of) noexcept {
    return text_of(registers, of);
}

std::optional<CooperativeKind> cooperative_kind(std::string_view text) noexcept {
    return enum_of<CooperativeKind>(cooperative_kinds, text);
}

std::optional<OwnerKind> owner_kind(std::string_view text) noexcept {
    return enum_of<OwnerKind>(owner_kinds, text);
}

std::optional<HamletTitle> hamlet_title(std::string_view text) noexcept {
    return enum_of<HamletTitle>(titles, text);
}

std::optional<Counting::Register> counted_register(std::string_view text) noexcept {
    return enum_of<Counting::Register>(registers, text);
}

} // namespace gis::model
