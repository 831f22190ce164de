#include "gis/model/capital.hpp"

#include "gis/model/enum_text.hpp"

namespace gis::model {

namespace {

constexpr std::array<std::string_view, 3> types{"allocation", "disbursement", "settlement"};

} // namespace

std::string_view to_text(CapitalType type) noexcept {
    return text_of(types, type);
}

std::optional<CapitalType> capital_type(std::string_view text) noexcept {
    return enum_of<CapitalType>(types, text);
}

} // namespace gis::model
