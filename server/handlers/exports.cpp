#include "gis/files/writer.hpp"
#include "server/handlers/handlers.hpp"
#include "server/parameters.hpp"
#include "server/temporary_folder.hpp"

#include <fmt/format.h>

namespace server::handlers {

namespace files = gis::files;

namespace {

struct Wanted {
    files::Layer layer;
    files::Format format;
};

/// `roads.shp.zip` -> roads, shp_zip
Wanted wanted(std::string_view file) {
    const auto dot = file.find('.');
    const auto layer = files::layer_of(file.substr(0, dot));
    if (dot == std::string_view::npos || !layer || *layer == files::Layer::population) {
        throw gis::Error{
            gis::ErrorKind::not_found,
            "unknown-export",
            {fmt::format("Không xuất được “{}”. Các lớp: communes, hamlets, roads, facilities.",
                         file),
             fmt::format("“{}” cannot be exported. Layers: communes, hamlets, roads, facilities.",
                         file)}};
    }
    return {*layer, files::format_of(std::string{file})};
}

} // namespace

Response exports(const App& app, const Request& request) {
    const auto& query = request.target.query;
    query.allow_only({"unit", "crs", "as_of", "units_as_of", "rules"});
    const auto file = request.parameter("file");
    const auto [layer, format] = wanted(file);
    const auto view = dated_view(query, app);
    const auto* unit = unit_parameter(query, *view);
    const auto& rules = rules_parameter(query, app);
    const auto folder = std::make_shared<const TemporaryFolder>();
    files::WriteOptions options;
    options.layer = layer;
    options.format = format;
    options.file = folder->path() / std::string{file};
    options.crs = gis::geometry::parse_epsg(query.get("crs").value_or(app.settings().office_crs));
    options.as_of = day_parameter(query);
    options.data_folder = app.product_folder();
    options.is_hardened = [&rules](auto road_class, auto surface) {
        return rules.verdict(road_class, surface);
    };
    options.hardened_by = cited(rules);
    if (unit != nullptr) {
        options.unit = unit->code;
        options.stretches_in_unit = [&](const gis::model::Road& road) {
            return stretches_in(*view->ledger, *view->snapshot, road.id, unit->code);
        };
    }
    const auto result = files::write_layer(*view->snapshot, options);
    Response response;
    response.content_type = files::media_type(format);
    response.headers.add("Cache-Control", "no-cache");
    response.headers.add("Content-Disposition",
                         fmt::format("attachment; filename=\"{}-{}-{}.{}\"", to_text(layer),
                                     unit == nullptr ? "all" : unit->code.get(),
                                     options.as_of.iso(), to_text(format)));
    response.headers.add("X-Features", fmt::format("{}", result.features));
    response.body = FileBody{options.file, std::filesystem::file_size(options.file), folder};
    return response;
}

} // namespace server::handlers
