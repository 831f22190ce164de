#include "server/page/summary.hpp"

#include "gis/core/number_words.hpp"
#include "gis/core/text.hpp"
#include "server/page/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <tuple>

namespace server::page {

namespace model = gis::model;
using gis::analysis::ReportBy;
using gis::analysis::RoadFigures;
using gis::analysis::RoadReport;

namespace {

constexpr std::string_view no_break_space = "\xC2\xA0";

struct Row {
    const model::Unit* unit = nullptr; ///< null: outside every unit
    RoadFigures figures;
    std::string sort_key;
};

const std::string& in(const gis::Message& message, Language language) {
    return language == Language::en ? message.en : message.vi;
}

std::string km(double metres, int digits, Language language) {
    return gis::number_words(metres, -3, digits, language);
}

std::string km_unit(double metres, int digits, Language language) {
    return fmt::format("{}{}km", km(metres, digits, language), no_break_space);
}

std::string percent_encode(std::string_view text) {
    std::string result;
    for (const char c : text) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                           (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '.' || c == '*';
        if (plain) {
            result += c;
        } else {
            fmt::format_to(std::back_inserter(result), "%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return result;
}

/// Every unit of the level, most remaining first, then by name; last what is outside, if there is
/// any.
std::vector<Row> rows_of(const RoadReport& report) {
    std::vector<Row> rows;
    for (const auto& row : report.rows) {
        rows.push_back({row.unit, row.summary.of(report.rules->headline_classes),
                        gis::sort_key(row.unit->name)});
    }
    std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
        return std::tuple{-a.figures.remaining_m, a.sort_key} <
               std::tuple{-b.figures.remaining_m, b.sort_key};
    });
    const auto outside = report.outside.of(report.rules->headline_classes);
    if (outside.total_m > 0) {
        rows.push_back({nullptr, outside, {}});
    }
    return rows;
}

std::string cells(const RoadFigures& figures, int digits, std::string_view no_roads,
                  Language language) {
    const auto share = figures.total_m > 0 ? percent(figures.hardened_m / figures.total_m, language)
                                           : std::string{no_roads};
    return fmt::format(
        R"(<td class="number">{}</td><td class="number">{}</td><td class="number">{}</td>)"
        R"(<td class="number">{}</td>)",
        km(figures.remaining_m, digits, language), share, km(figures.unknown_m, digits, language),
        km(figures.total_m, digits, language));
}

std::string bar(const RoadFigures& figures, double longest) {
    const auto share = [longest](double metres) {
        return longest > 0 ? std::floor(metres / longest * 1000.0 + 0.5) / 10.0 : 0.0;
    };
    const double remaining = share(figures.remaining_m);
    return fmt::format(
        R"(<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">)"
        R"(<rect class="bar-remaining" width="{}" height="6"></rect>)"
        R"(<rect class="bar-unknown" x="{}" width="{}" height="6"></rect></svg>)",
        remaining, remaining, share(figures.unknown_m));
}

std::string crumbs(const App& app, const View& view, const RoadReport& report,
                   const PageState& state) {
    if (report.unit == nullptr) {
        return {};
    }
    auto html = fmt::format(R"(<nav class="crumbs" aria-label="{}"><a href="{}">{}</a>)",
                            words(state.language).crumbs, escape_html(link_to(state, {})),
                            escape_html(in(app.settings().name, state.language)));
    if (const auto* parent = view.snapshot->units().find(report.unit->parent)) {
        html +=
            fmt::format(R"(<a href="{}">{}</a>)", escape_html(link_to(state, parent->code.get())),
                        escape_html(unit_name(*parent, state.language)));
    }
    return html + "</nav>";
}

std::string headline(const App& app, const RoadReport& report, const PageState& state) {
    const auto& text = words(state.language);
    const auto figures = report.totals.of(report.rules->headline_classes);
    const auto name = report.unit == nullptr ? in(app.settings().name, state.language)
                                             : unit_name(*report.unit, state.language);
    const bool is_hamlet = report.unit != nullptr && report.unit->level == model::UnitLevel::hamlet;
    const int digits = is_hamlet ? 2 : 1; // a hamlet's headline says what its one row says
    auto html = fmt::format(R"(<header class="headline"><h1 class="headline-unit">{}</h1>)",
                            escape_html(name));
    if (figures.total_m > 0) {
        html += fmt::format(
            R"(<p class="headline-km">{}<strong>{}</strong>{}{}{}</p>)", text.headline_before,
            km_unit(figures.remaining_m, digits, state.language), text.headline_between,
            class_list(report.rules->headline_classes, state.language), text.headline_after);
    } else {
        html += fmt::format(R"(<p class="headline-km">{}</p>)", text.none);
    }
    if (figures.unknown_m > 0) {
        html += fmt::format(R"(<p class="headline-unknown">{}{}{}</p>)", text.unknown_before,
                            km_unit(figures.unknown_m, digits, state.language), text.unknown_after);
    }
    html += fmt::format(R"(<p class="headline-note">{}{}{}{}</p></header>)", text.note_rules,
                        escape_html(in(report.rules->title, state.language)), text.note_date,
                        report.as_of.vietnamese());
    return html;
}

std::string line(const Row& row, double longest, int digits, ReportBy by, const PageState& state) {
    const auto& text = words(state.language);
    std::string name;
    if (row.unit == nullptr) {
        name = by == ReportBy::commune ? text.outside_communes : text.outside_hamlets;
    } else {
        const auto& code = row.unit->code.get();
        name = fmt::format(R"(<a href="{}"{}>{}</a>)", escape_html(link_to(state, code)),
                           code == state.unit ? R"( aria-current="true")" : "",
                           escape_html(row.unit->name));
    }
    return fmt::format(R"(<tr><th scope="row">{}{}</th>{}</tr>)", name, bar(row.figures, longest),
                       cells(row.figures, digits, text.no_roads, state.language));
}

} // namespace

std::string link_to(const PageState& state, const std::string& unit) {
    std::string query;
    const auto add = [&query](std::string_view key, std::string_view value) {
        if (!value.empty()) {
            query += fmt::format("{}{}={}", query.empty() ? '?' : '&', key, percent_encode(value));
        }
    };
    add("unit", unit);
    add("as_of", state.as_of);
    add("rules", state.rules);
    add("lang", state.language == Language::en ? "en" : "");
    return "/" + query;
}

std::string summary_html(const App& app, const View& view, const RoadReport& report,
                         const PageState& state) {
    const auto& text = words(state.language);
    auto html = crumbs(app, view, report, state) + headline(app, report, state);
    const auto rows = rows_of(report);
    if (rows.empty()) {
        return html + fmt::format(R"(<p class="quiet waiting">{}</p>)", text.empty);
    }
    const int digits = report.by == ReportBy::commune ? 1 : 2;
    double longest = 0;
    for (const auto& row : rows) {
        longest = std::max(longest, row.figures.remaining_m + row.figures.unknown_m);
    }
    html += fmt::format(
        R"(<table class="units" aria-busy="false"><caption>{}{}{}</caption><thead><tr>)"
        R"(<th scope="col">{}</th><th scope="col" class="number">{}</th>)"
        R"(<th scope="col" class="number">{}</th><th scope="col" class="number">{}</th>)"
        R"(<th scope="col" class="number">{}</th></tr></thead><tbody>)",
        text.caption_before, class_list(report.rules->headline_classes, state.language),
        text.caption_after, report.by == ReportBy::commune ? text.commune : text.hamlet,
        text.remaining, text.hardened, text.unknown, text.total);
    for (const auto& row : rows) {
        html += line(row, longest, digits, report.by, state);
    }
    html += fmt::format(
        R"(</tbody><tfoot><tr><th scope="row">{}</th>{}</tr></tfoot></table>)", text.sum,
        cells(report.totals.of(report.rules->headline_classes), digits, "–", state.language));
    return html;
}

} // namespace server::page
