#pragma once

#include "gis/analysis/road_report.hpp"
#include "server/request.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace server::page {

/// The words of the first paint. The viewer draws the same from `web/src/i18n`; whoever changes one
/// changes the other.
struct Words {
    std::string_view app_title, crumbs, commune, hamlet, remaining, hardened, unknown, total, sum,
        no_roads;
    std::string_view outside_communes, outside_hamlets, empty, none;
    std::string_view headline_before, headline_between,
        headline_after; ///< before km, km to classes, after classes
    std::string_view unknown_before, unknown_after, note_rules, note_date, caption_before,
        caption_after, outline;
};

[[nodiscard]] const Words& words(Language language) noexcept;

/// `ấp và tổ/xóm`
[[nodiscard]] std::string class_list(const std::vector<gis::model::RoadClass>& classes,
                                     Language language);

/// A unit as people say it: `Xã Tân Hưng`, but `Sóc Dầm`, whose name says its kind already.
[[nodiscard]] std::string unit_name(const gis::model::Unit& unit, Language language);

/// `86,7%`; a share below 1 never reads 100,0%.
[[nodiscard]] std::string percent(double share, Language language);

/// For element content and quoted attributes.
[[nodiscard]] std::string escape_html(std::string_view text);

} // namespace server::page
