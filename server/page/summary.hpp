#pragma once

#include "gis/analysis/road_report.hpp"
#include "server/app.hpp"
#include "server/request.hpp"

#include <string>

namespace server::page {

/// What of the page's address the links of the first paint keep.
struct PageState {
    std::string unit; ///< empty: the whole atlas
    std::string as_of;
    std::string rules;
    Language language = Language::vi;
};

/// `/?unit=…` with the rest of the state. @param unit  empty: the whole atlas
[[nodiscard]] std::string link_to(const PageState& state, const std::string& unit);

/// Headline and table as HTML, the same as `web/src/panels/summary.tsx` draws them.
[[nodiscard]] std::string summary_html(const App& app, const View& view,
                                       const gis::analysis::RoadReport& report,
                                       const PageState& state);

} // namespace server::page
