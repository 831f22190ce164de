#include "server/page/words.hpp"

#include "gis/core/number_words.hpp"
#include "gis/core/text.hpp"

#include <fmt/format.h>

#include <array>

namespace server::page {

namespace {

constexpr Words vietnamese{
    .app_title = "Bản đồ nông thôn mới",
    .crumbs = "Vị trí",
    .commune = "Xã, thị trấn",
    .hamlet = "Ấp",
    .remaining = "Còn lại",
    .hardened = "Đã cứng hoá",
    .unknown = "Chưa rõ",
    .total = "Tổng",
    .sum = "Cộng",
    .no_roads = "không có đường",
    .outside_communes = "Ngoài các xã",
    .outside_hamlets = "Ngoài các ấp",
    .empty =
        "Chưa có xã, ấp nào. Đăng nhập rồi bấm “Nhập tệp” để nạp ranh giới xã, sau đó ấp và đường.",
    .none = "Chưa có tuyến đường nào thuộc các loại này.",
    .headline_before = "Còn ",
    .headline_between = " đường ",
    .headline_after = " chưa cứng hoá",
    .unknown_before = "Ngoài ra có ",
    .unknown_after = " chưa rõ mặt đường.",
    .note_rules = "Theo quy tắc: ",
    .note_date = " · số liệu đến ",
    .caption_before = "Đường ",
    .caption_after = ", km",
    .outline = "Bản đồ phác các xã",
};

constexpr Words english{
    .app_title = "New rural development atlas",
    .crumbs = "Position",
    .commune = "Commune",
    .hamlet = "Hamlet",
    .remaining = "Remaining",
    .hardened = "Hardened",
    .unknown = "Unknown",
    .total = "Total",
    .sum = "Sum",
    .no_roads = "no road",
    .outside_communes = "Outside every commune",
    .outside_hamlets = "Outside every hamlet",
    .empty = "There is no unit yet. Sign in and choose “Import” to load commune boundaries, then "
             "hamlets and roads.",
    .none = "There is no road of these classes yet.",
    .headline_before = "",
    .headline_between = " of ",
    .headline_after = " roads not yet hardened",
    .unknown_before = "Another ",
    .unknown_after = " have an unknown surface.",
    .note_rules = "By the rule: ",
    .note_date = " · figures as of ",
    .caption_before = "Roads of class ",
    .caption_after = ", km",
    .outline = "Outline map of the communes",
};

std::string_view class_word(gis::model::RoadClass road_class, Language language) noexcept {
    constexpr std::array<std::string_view, 6> vi{"xã", "ấp", "tổ/xóm", "nội đồng", "huyện", "khác"};
    constexpr std::array<std::string_view, 6> en{"commune", "hamlet",   "lane",
                                                 "field",   "district", "other"};
    return (language == Language::en ? en : vi)[static_cast<std::size_t>(road_class)];
}

std::string_view kind_word(gis::model::UnitKind kind, Language language) noexcept {
    constexpr std::array<std::string_view, 7> vi{"Xã",  "Phường", "Thị trấn", "Ấp",
                                                 "Sóc", "Thôn",   "Khu phố"};
    constexpr std::array<std::string_view, 7> en{"commune", "ward",    "township", "hamlet",
                                                 "hamlet",  "village", "quarter"};
    return (language == Language::en ? en : vi)[static_cast<std::size_t>(kind)];
}

} // namespace

const Words& words(Language language) noexcept {
    return language == Language::en ? english : vietnamese;
}

std::string class_list(const std::vector<gis::model::RoadClass>& classes, Language language) {
    std::string text;
    for (std::size_t i = 0; i < classes.size(); ++i) {
        if (i > 0) {
            const bool last = i + 1 == classes.size();
            text += !last ? ", " : language == Language::en ? " and " : " và ";
        }
        text += class_word(classes[i], language);
    }
    return text;
}

std::string unit_name(const gis::model::Unit& unit, Language language) {
    const auto lower = gis::lower(unit.name);
    for (const std::string_view word :
         {"ấp ", "sóc ", "thôn ", "khu phố ", "xã ", "phường ", "thị trấn "}) {
        if (lower.starts_with(word)) {
            return unit.name;
        }
    }
    const auto kind = kind_word(unit.kind, language);
    return language == Language::en ? fmt::format("{} {}", unit.name, kind)
                                    : fmt::format("{} {}", kind, unit.name);
}

std::string percent(double share, Language language) {
    constexpr double almost_all = 0.9995;
    return gis::number_words(share < 1 && share > almost_all ? 0.999 : share, 2, 1, language) + "%";
}

std::string escape_html(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (const char c : text) {
        switch (c) {
        case '&':
            result += "&amp;";
            break;
        case '<':
            result += "&lt;";
            break;
        case '>':
            result += "&gt;";
            break;
        case '"':
            result += "&quot;";
            break;
        case '\'':
            result += "&#39;";
            break;
        default:
            result += c;
        }
    }
    return result;
}

} // namespace server::page
