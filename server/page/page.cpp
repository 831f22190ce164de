#include "server/page/page.hpp"

#include "server/json.hpp"
#include "server/page/outline.hpp"
#include "server/page/summary.hpp"
#include "server/page/words.hpp"
#include "server/parameters.hpp"
#include "server/problem.hpp"
#include "server/report_json.hpp"

#include <fmt/format.h>

#include <cmath>

namespace server::page {

namespace {

constexpr std::string_view summary_mark = "<!--ntm:summary-->";
constexpr std::string_view map_mark = "<!--ntm:map-->";
constexpr std::string_view initial_mark = "<!--ntm:initial-->";

void replace(std::string& text, std::string_view mark, std::string_view replacement) {
    if (const auto at = text.find(mark); at != std::string::npos) {
        text.replace(at, mark.size(), replacement);
    }
}

struct Filling {
    std::string summary;
    std::string map;
    std::string initial;
    std::string title;
};

/// Rounds every number to so many decimals: what the page shows needs no more, and the first HTML
/// has to come through a slow line.
void shorten(Json& json, int decimals) {
    if (json.is_number_float()) {
        const double scale = std::pow(10.0, decimals);
        json = std::round(json.get<double>() * scale) / scale;
    } else if (json.is_structured()) {
        for (auto& part : json) {
            shorten(part, decimals);
        }
    }
}

/// The report that the page opens with: by hamlet of a unit, by commune of the whole atlas.
gis::analysis::RoadReport report_of(const App& app, const View& view, const Query& query) {
    const auto* unit = unit_parameter(query, view);
    gis::analysis::RoadReportQuery question;
    question.pending = &view.pending->surfaces;
    question.by =
        unit == nullptr ? gis::analysis::ReportBy::commune : gis::analysis::ReportBy::hamlet;
    question.as_of = day_parameter(query);
    if (unit != nullptr) {
        question.unit = unit->code;
    }
    return gis::analysis::road_report(*view.snapshot, *view.ledger, rules_parameter(query, app),
                                      question);
}

Filling fill(const App& app, const Query& query, Language language) {
    const auto view = dated_view(query, app);
    const auto report = report_of(app, *view, query);
    const auto text = [&query](std::string_view key) {
        return std::string{query.get(key).value_or("")};
    };
    const PageState state{text("unit"), text("as_of"), text("rules"), language};
    auto units = units_json(*view);
    shorten(units, 6); // degrees
    const auto initial = fmt::format(
        R"({{"atlas":{},"report":{},"units":{},"rules":{}}})", atlas_json(app, *view).dump(),
        report_json(report, std::nullopt, 3), units.dump(), rules_json(app.rules()).dump());
    const auto& atlas_name =
        language == Language::en ? app.settings().name.en : app.settings().name.vi;
    const auto& name = report.unit == nullptr ? atlas_name : report.unit->name;
    return {summary_html(app, *view, report, state), outline_svg(view->snapshot->units(), language),
            json_for_html(initial),
            fmt::format("<title>{} – {}</title>", escape_html(name), words(language).app_title)};
}

Language language_of(const Query& query) {
    return query.get("lang") == "en" ? Language::en : Language::vi;
}

Response filled(std::string_view index_html, const Filling& filling, Language language) {
    std::string html{index_html};
    replace(html, summary_mark, filling.summary);
    replace(html, map_mark, filling.map);
    replace(html, initial_mark, filling.initial);
    if (const auto from = html.find("<title>");
        !filling.title.empty() && from != std::string::npos) {
        if (const auto to = html.find("</title>", from); to != std::string::npos) {
            html.replace(from, to + 8 - from, filling.title);
        }
    }
    if (language == Language::en) {
        replace(html, "<html lang=\"vi\"", "<html lang=\"en\"");
    }
    Response response;
    response.content_type = html_type;
    response.headers.add("Cache-Control", "no-cache");
    response.headers.add("Content-Language", language == Language::en ? "en" : "vi");
    response.body = std::move(html);
    return response;
}

} // namespace

std::string json_for_html(std::string json) {
    std::string result;
    result.reserve(json.size());
    for (const char c : json) {
        if (c == '<') {
            result += "\\u003c";
        } else {
            result += c;
        }
    }
    return result;
}

Response index_page(const App& app, std::string_view index_html, const Request& request) {
    const auto& query = request.target.query;
    const auto language = language_of(query);
    // What was known earlier is asked for by the viewer: figures of now must not stand there
    // before.
    if (query.get("recorded_as_of")) {
        return empty_page(index_html, request);
    }
    Filling filling;
    int status = 200;
    try {
        filling = fill(app, query, language);
    } catch (const gis::Error& error) {
        status = status_of(error.kind());
        if (status == 500) {
            throw;
        }
    }
    auto response = filled(index_html, filling, language);
    response.status = status;
    return response;
}

Response empty_page(std::string_view index_html, const Request& request) {
    return filled(index_html, {}, language_of(request.target.query));
}

} // namespace server::page
