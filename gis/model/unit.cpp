#include "gis/model/unit.hpp"

#include "gis/model/enum_text.hpp"

namespace gis::model {

namespace {

constexpr std::array<std::string_view, 2> level_texts{"commune", "hamlet"};
constexpr std::array<std::string_view, 7> kind_texts{"xa",  "phuong", "thi_tran", "ap",
                                                     "soc", "thon",   "khu_pho"};

} // namespace

std::string_view to_text(UnitLevel level) noexcept {
    return text_of(level_texts, level);
}
std::string_view to_text(UnitKind kind) noexcept {
    return text_of(kind_texts, kind);
}

std::optional<UnitLevel> unit_level(std::string_view text) noexcept {
    return enum_of<UnitLevel>(level_texts, text);
}

std::optional<UnitKind> unit_kind(std::string_view text) noexcept {
    return enum_of<UnitKind>(kind_texts, text);
}

} // namespace gis::model
