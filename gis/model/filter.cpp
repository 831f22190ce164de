#include "gis/model/filter.hpp"

#include "gis/model/enum_text.hpp"

namespace gis::model {

std::string_view to_text(FilterLayer layer) noexcept {
    constexpr std::array<std::string_view, 3> texts{"roads", "facilities", "hamlets"};
    return text_of(texts, layer);
}

} // namespace gis::model
