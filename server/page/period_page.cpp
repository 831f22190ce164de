#include "server/page/period_page.hpp"

#include "gis/core/number_words.hpp"
#include "server/page/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>

namespace server::page {

namespace model = gis::model;

namespace {

std::string number_text(double value, int decimals) {
    return gis::number_words(value, 0, decimals, gis::Language::vi);
}

std::string cell_text(const model::Cell& cell, int decimals) {
    struct ToText {
        int decimals;

        std::string operator()(std::monostate) const { return "–"; }
        std::string operator()(const std::string& text) const { return text; }
        std::string operator()(double number) const { return number_text(number, decimals); }
        std::string operator()(std::int64_t number) const {
            return number_text(static_cast<double>(number), 0);
        }
        std::string operator()(gis::Date day) const { return day.vietnamese(); }
        std::string operator()(bool flag) const { return flag ? "có" : "không"; }
    };
    return std::visit(ToText{decimals}, cell);
}

bool is_number(const model::Cell& cell) {
    return std::holds_alternative<double>(cell) || std::holds_alternative<std::int64_t>(cell);
}

std::optional<double> number_of(const model::Cell& cell) {
    if (const auto* number = std::get_if<double>(&cell)) {
        return *number;
    }
    if (const auto* whole = std::get_if<std::int64_t>(&cell)) {
        return static_cast<double>(*whole);
    }
    return std::nullopt;
}

void append_sums(std::string& html, const model::Table& table) {
    const bool any = std::any_of(table.columns.begin(), table.columns.end(),
                                 [](const auto& column) { return column.sum; });
    if (!any || table.rows.empty()) {
        return;
    }
    html += "<tr class=\"sum\">";
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (!table.columns[i].sum) {
            html += i == 0 ? "<th scope=\"row\">Tổng cộng</th>" : "<td></td>";
            continue;
        }
        double sum = 0;
        for (const auto& row : table.rows) {
            sum += i < row.size() ? number_of(row[i]).value_or(0) : 0;
        }
        html += fmt::format("<td class=\"number\">{}</td>",
                            number_text(sum, table.columns[i].decimals));
    }
    html += "</tr>";
}

void append_table(std::string& html, std::size_t number, const model::Table& table) {
    html += fmt::format("<h2>{}. {}</h2><table><thead><tr>", number, escape_html(table.title.vi));
    for (const auto& column : table.columns) {
        html += fmt::format("<th scope=\"col\">{}</th>", escape_html(column.title.vi));
    }
    html += "</tr></thead><tbody>";
    for (const auto& row : table.rows) {
        html += "<tr>";
        for (std::size_t i = 0; i < row.size() && i < table.columns.size(); ++i) {
            const auto text = escape_html(cell_text(row[i], table.columns[i].decimals));
            html += is_number(row[i]) ? fmt::format("<td class=\"number\">{}</td>", text)
                                      : fmt::format("<td>{}</td>", text);
        }
        html += "</tr>";
    }
    append_sums(html, table);
    html += "</tbody></table>";
}

/// "ngày … tháng … năm 2024": the day is written when the paper is signed.
std::string place_and_day(const Json& body, const std::string& name) {
    auto place = name;
    for (const std::string_view kind : {"Xã ", "Phường ", "Thị trấn ", "Huyện "}) {
        if (place.starts_with(kind)) {
            place.erase(0, kind.size());
        }
    }
    return fmt::format("{}, ngày&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;tháng&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;"
                       "năm {}",
                       escape_html(place), body.at("as_of").get<std::string>().substr(0, 4));
}

std::string upper(const std::string& text) {
    return fmt::format("<span class=\"upper\">{}</span>", escape_html(text));
}

std::string vietnamese_day(const Json& body, const char* key) {
    return gis::Date::parse(body.at(key).get<std::string>()).value_or(gis::Date{}).vietnamese();
}

} // namespace

std::string period_page(const Json& body, const std::vector<model::Table>& tables,
                        const std::string& office) {
    const auto name = body.at("name").get<std::string>();
    const auto title = body.at("title").at("vi").get<std::string>();
    const bool of_commune = body.contains("unit");
    const bool draft = !body.contains("submitted_by");
    auto html = fmt::format(
        "<!doctype html><html lang=\"vi\"><head><meta charset=\"utf-8\">"
        "<meta name=\"viewport\" content=\"width=device-width\">"
        "<link rel=\"icon\" href=\"/favicon.svg\" type=\"image/svg+xml\">"
        "<title>Báo cáo {} – {}</title><link rel=\"stylesheet\" href=\"/van-ban.css\"></head>"
        "<body><main><header><div class=\"issuer\"><p>{}</p><p class=\"own\">{}</p>"
        "<p class=\"number\">Số:&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;/BC-UBND</p></div>"
        "<div class=\"nation\"><p class=\"country\">CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p>"
        "<p class=\"motto\">Độc lập - Tự do - Hạnh phúc</p><p class=\"day\">{}</p></div></header>",
        escape_html(title), escape_html(name),
        upper(of_commune ? "Ủy ban nhân dân " + office : "Ủy ban nhân dân tỉnh"),
        upper("Ủy ban nhân dân " + name), place_and_day(body, name));
    html +=
        fmt::format("<h1>BÁO CÁO</h1><p class=\"about\">Kết quả thực hiện Chương trình mục tiêu "
                    "quốc gia<br>xây dựng nông thôn mới {}</p>",
                    escape_html(title));
    if (draft) {
        html += "<p class=\"draft\">DỰ THẢO – chưa nộp</p>";
    }
    html += fmt::format("<p>Số liệu đến ngày {}, so với số liệu đến ngày {}; phiên bản dữ liệu {}."
                        "</p>",
                        vietnamese_day(body, "as_of"), vietnamese_day(body, "before"),
                        body.at("revision").get<std::int64_t>());
    if (body.contains("hardened_by")) { // not in what was handed in before it was kept
        html += fmt::format("<p>Cứng hóa theo: {}.</p>",
                            escape_html(body["hardened_by"].at("vi").get<std::string>()));
    }
    if (body.contains("note")) {
        html += fmt::format("<p>{}</p>", escape_html(body["note"].get<std::string>()));
    }
    for (std::size_t i = 0; i < tables.size(); ++i) {
        append_table(html, i + 1, tables[i]);
    }
    html += fmt::format(
        "<footer><div class=\"recipients\"><p><em>Nơi nhận:</em></p><ul>{}<li>Lưu: VT.</li></ul>"
        "</div><div class=\"signature\"><p>TM. ỦY BAN NHÂN DÂN</p><p>CHỦ TỊCH</p></div></footer>",
        of_commune ? fmt::format("<li>UBND {};</li><li>Ban Chỉ đạo {};</li>", escape_html(office),
                                 escape_html(office))
                   : std::string{"<li>Ban Chỉ đạo, Văn phòng điều phối tỉnh;</li>"});
    return html + "</main></body></html>";
}

} // namespace server::page
