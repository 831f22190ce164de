#include "server/handlers/tables.hpp"

#include "gis/files/table_writer.hpp"

#include <fmt/format.h>

namespace server::handlers {

namespace {

Response attachment(std::string_view content_type, const std::string& name, std::string bytes) {
    Response response;
    response.content_type = content_type;
    response.headers.add("Cache-Control", "no-cache");
    response.headers.add("Content-Disposition", fmt::format("attachment; filename=\"{}\"", name));
    response.body = std::move(bytes);
    return response;
}

} // namespace

Response table_response(const Request& request, const View& view, gis::model::Table table,
                        std::string_view format, const std::string& name) {
    if (view.head != gis::Digest{}) {
        table.notes.push_back(fmt::format("Mã băm lịch sử dữ liệu (history hash): {}:{}",
                                          view.snapshot->revision().get(), gis::to_hex(view.head)));
    }
    const auto language = language_of(request);
    const auto file = fmt::format("{}.{}", name, format);
    if (format == "csv") {
        return attachment("text/csv; charset=utf-8", file,
                          gis::files::to_csv(table, gis::files::Heading::titles, language));
    }
    return attachment("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", file,
                      gis::files::to_xlsx(table, language));
}

std::string table_name(std::string_view what, const std::optional<gis::UnitCode>& unit,
                       gis::Date as_of) {
    return fmt::format("{}-{}-{}", what, unit ? unit->get() : "tat-ca", as_of.iso());
}

Response geojson_response(std::string body, const std::string& name) {
    return attachment("application/geo+json", name + ".geojson", std::move(body));
}

} // namespace server::handlers
