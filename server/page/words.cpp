#include "server/page/words.hpp"

#include "gis/core/text.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

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

std::string number(double value, int shift, int digits, Language language) {
    // The shortest digits that mean this double, as browsers take them, then rounding by hand:
    // printf would round the binary value and read 12.2 where the viewer reads 12.3.
    std::array<char, 400> buffer{};
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(),
                                            std::abs(value), std::chars_format::fixed);
    std::string text{buffer.data(), end};
    const auto point = text.find('.');
    std::string decimals = point == std::string::npos ? "" : text.substr(point + 1);
    text.resize(std::min(point, text.size()));
    const auto padding = static_cast<std::size_t>(std::abs(shift) + digits + 1);
    text.insert(0, padding, '0');
    decimals.append(padding, '0');
    auto all = text + decimals;
    const auto whole = static_cast<std::size_t>(static_cast<int>(text.size()) + shift);
    auto kept = whole + static_cast<std::size_t>(digits);
    const bool up = all[kept] >= '5';
    all.resize(kept);
    while (up && kept > 0) {
        --kept;
        if (all[kept] != '9') {
            ++all[kept];
            break;
        }
        all[kept] = '0';
    }
    auto integer = all.substr(0, whole);
    integer.erase(0, std::min(integer.find_first_not_of('0'), integer.size() - 1));
    for (auto at = static_cast<int>(integer.size()) - 3; at > 0; at -= 3) {
        integer.insert(static_cast<std::size_t>(at), 1, language == Language::en ? ',' : '.');
    }
    if (digits > 0) {
        integer.append(1, language == Language::en ? '.' : ',').append(all.substr(whole));
    }
    return value < 0 ? "-" + integer : integer;
}

std::string percent(double share, Language language) {
    constexpr double almost_all = 0.9995;
    return number(share < 1 && share > almost_all ? 0.999 : share, 2, 1, language) + "%";
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
