#include "gis/files/table_writer.hpp"

#include "gis/files/numbers.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gis::files {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

struct Style {
    char separator;
    char decimal;
    Language language;
};

/// A text that a spreadsheet takes for a formula runs as one when the file is opened.
bool looks_like_formula(std::string_view text) {
    return !text.empty() &&
           std::string_view{"=+-@\t\r"}.find(text.front()) != std::string_view::npos;
}

void append_text(std::string& csv, std::string_view text, const Style& style) {
    const bool guarded = looks_like_formula(text);
    const std::string specials{style.separator, '"', '\n', '\r'};
    if (!guarded && text.find_first_of(specials) == std::string_view::npos) {
        csv += text;
        return;
    }
    csv += guarded ? "\"'" : "\"";
    for (const char c : text) {
        csv += c;
        if (c == '"') {
            csv += c;
        }
    }
    csv += '"';
}

struct CellWriter {
    std::string& csv;
    const Style& style;
    int decimals;

    void operator()(std::monostate /*unknown*/) const {}
    void operator()(const std::string& text) const { append_text(csv, text, style); }
    void operator()(double value) const {
        const auto start = csv.size();
        csv += decimals < 0 ? number_text(value) : fmt::format("{:.{}f}", value, decimals);
        std::replace(csv.begin() + static_cast<std::ptrdiff_t>(start), csv.end(), '.',
                     style.decimal);
    }
    void operator()(std::int64_t value) const { csv += fmt::format("{}", value); }
    void operator()(const Date& day) const {
        csv += style.language == Language::vi ? day.vietnamese() : day.iso();
    }
    void operator()(bool value) const { csv += value ? '1' : '0'; }
};

} // namespace

std::string to_csv(const model::Table& table, Heading heading, Language language) {
    const bool english = heading == Heading::titles && language == Language::en;
    const Style style = english ? Style{',', '.', Language::en} : Style{';', ',', Language::vi};
    std::string csv{byte_order_mark};
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const auto& column = table.columns[i];
        const auto& title = language == Language::vi ? column.title.vi : column.title.en;
        csv += i == 0 ? "" : std::string(1, style.separator);
        append_text(csv, heading == Heading::keys ? column.key : title, style);
    }
    csv += "\r\n";
    for (const auto& row : table.rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i > 0) {
                csv += style.separator;
            }
            const int decimals = i < table.columns.size() ? table.columns[i].decimals : -1;
            std::visit(CellWriter{csv, style, decimals}, row[i]);
        }
        csv += "\r\n";
    }
    return csv;
}

} // namespace gis::files
