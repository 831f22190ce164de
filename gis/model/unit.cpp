#include "gis/model/unit.hpp"

#include "gis/model/enum_text.hpp"

#include <utility>

namespace gis::model {

namespace {

constexpr char key_mark = '@';
constexpr std::array<std::string_view, 2> level_texts{"commune", "hamlet"};
constexpr std::array<std::string_view, 7> unit_kind_texts{"xa",  "phuong", "thi_tran", "ap",
                                                          "soc", "thon",   "khu_pho"};

} // namespace

UnitCode later_key(const UnitCode& code, Date first_day) {
    return UnitCode{code.get() + key_mark + first_day.iso()};
}

UnitCode code_of_key(const UnitCode& key) {
    return UnitCode{key.get().substr(0, key.get().find(key_mark))};
}

void Unit::name_by(UnitCode key) {
    code = code_of_key(key);
    own_key = key == code ? UnitCode{} : std::move(key);
}

std::string_view to_text(UnitLevel level) noexcept {
    return text_of(level_texts, level);
}
std::string_view to_text(UnitKind kind) noexcept {
    return text_of(unit_kind_texts, kind);
}

std::optional<UnitLevel> unit_level(std::string_view text) noexcept {
    return enum_of<UnitLevel>(level_texts, text);
}

std::optional<UnitKind> unit_kind(std::string_view text) noexcept {
    return enum_of<UnitKind>(unit_kind_texts, text);
}

} // namespace gis::model
